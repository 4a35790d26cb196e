-- kept.lua - the sections of a plan that are kept and shown: nested lists
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: result.kept, the words of a language. Out: blocks of a document.
--
-- (1) The stairs stand in their order, and within a stair the keys in that of plain.lua.
-- (2) Known keys are said in the report's language; the plan's own words stay as they are.
-- (3) A few short values that belong together are one line, the rest is a nested list.

local plain = require "cx.report.plain"

local kept = {}

local stairs = { "define", "touchpoints", "organise", "implement", "measure", "redefine" }

local LONGEST_LINE = 140


local function scalar(words, value)
  if value == nil then return "" end
  if type(value) == "boolean" then return value and words.kept.yes or words.kept.no end
  if math.type(value) then return words:plain(value) or "" end
  return (words:date(value))
end


local function label(words, key)
  if math.type(key) then return nil end
  return words.kept[key] or (tostring(key):gsub("_", " "))                      -- (2)
end


-- A node without children as text; nil if it has any.
local function leaf(words, node)
  if node.kind == "scalar" then return scalar(words, node.value) end
  if node.kind == "function" then return words.kept.fun end
end


-- A map or list of leaves as one line, when it is short: rule (3).
local function line(words, node)
  local parts = {}
  for i, item in ipairs(node) do
    local child = node.kind == "list" and item or item.node
    local text = leaf(words, child)
    if not text then return nil end
    local name = node.kind == "map" and label(words, item.key)
    parts[i] = name and ("%s: %s"):format(name, text) or text
  end
  local text = table.concat(parts, node.kind == "list" and words.format.comma or " · ")
  return #text <= LONGEST_LINE and text or nil
end


local items

-- One node as a list item: "label: text", or the label with a list below it.
local function item(words, name, node)
  local text = leaf(words, node) or (node.kind == "map" or name) and line(words, node)
  if text then return { text = name and ("%s: %s"):format(name, text) or text, label = name } end
  if not name then                                    -- an unnamed map: its first leaf leads
    local head, rest = nil, { kind = node.kind }
    for _, pair in ipairs(node) do
      local first = not head and node.kind == "map" and leaf(words, pair.node)
      if first then
        local key = label(words, pair.key)
        head = key and ("%s: %s"):format(key, first) or first
      else rest[#rest + 1] = pair end
    end
    return { text = head or "•", items = items(words, rest) }
  end
  return { text = name, label = name, items = items(words, node) }
end


function items(words, node)
  local list = {}
  for i, entry in ipairs(node) do
    if node.kind == "list" then list[i] = item(words, nil, entry)
    else list[i] = item(words, label(words, entry.key), entry.node) end
  end
  return list
end


-- A section as list items, also when it is a single text.
local function section_items(words, value)
  local node = plain.node(value)
  if node.kind == "map" or node.kind == "list" then return items(words, node) end
  return { { text = leaf(words, node) } }
end


--- Adds the kept sections to a document.
function kept.add(document, words, result)
  local all, begun = result.kept or {}, false
  for _, name in ipairs(stairs) do                                              -- (1)
    local list = all[name] ~= nil and section_items(words, all[name]) or {}
    if #list > 0 then
      if not begun then
        document[#document + 1] = { kind = "page" }
        document[#document + 1] = { kind = "heading", level = 2, text = words.heading.plan }
        begun = true
      end
      document[#document + 1] = { kind = "heading", level = 3, text = words.section[name] }
      document[#document + 1] = { kind = "list", items = list }
    end
  end
end


return kept
