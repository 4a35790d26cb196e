-- kept.lua - the sections of a plan that are kept and shown: nested lists
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: result.kept, the words of a language. Out: blocks of a document.
--
-- (1) The stairs stand in their order, and within a stair the keys in that of plain.lua.
-- (2) Known keys are said in the report's language; the plan's own words stay as they are.
-- (3) A few short values that belong together are one line, the rest is a nested list.
-- (4) Measures stand in a table below their section, with results (measures.lua), not among its texts; so do promises.
-- (5) Of touchpoints stands what page one does not say: practice, what they serve, channel, role, need, emotion,
--     whether it sells, resources.
-- (6) Where a plan measures that a practice is kept, the practice is told with its result, interval and n.

local measures = require "cx.report.measures"
local plain = require "cx.report.plain"
local wording = require "cx.report.wording"

local kept = {}

local stairs = { "define", "touchpoints", "organise", "implement", "measure", "redefine" }

local LONGEST_LINE = 140

local IN_TABLES = { organise = { "functions" }, implement = { "daily" } }             -- (4)
local VALUED = { cause = true, role = true, need = true, channel = true, brand = true }
local RULED = { raise = "met", lower = "missed", drop = "none", split = "none", new = "new", inputs = "new" }
local SAID = { met = "met", missed = "missed", none = "unanswered" }
local TIMED = { contact = true, tell = true, retention = true, review = true }


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


-- A time such as "2 working days", or "every 2 rounds", in the language; nil for other texts.
local function duration(words, text)
  local n, kind = tostring(text):match "^(%d+) (%l[%l ]*)$"
  if not n then
    kind, n = "rounds", text == "every round" and "1" or tostring(text):match "^every (%d+) rounds?$"
  else
    kind = kind:gsub("s$", ""):gsub(" ", "_")
  end
  n = math.tointeger(tonumber(n))
  return n and words.duration[kind] and words:say(words.duration[kind], n, { n = n }) or nil
end


-- A rule of redefining, such as raise = 2, "met twice running" or new = "ideas", in the language; other texts stay.
local function rule(words, value, kind)
  local r = words.redefine.rule
  local text = tostring(value):lower()
  local known = r.known[require "cx.redefine.rule".source(text)]
  if known then return known end
  local n = require "cx.redefine.rule".times(value)
  local is_said = math.type(value) == "integer" or text:find("^" .. (SAID[kind] or "\0") .. " .+ running$")
  return n and r[kind] and is_said and words:say(r[kind], n, { n = n }) or (scalar(words, value))
end


-- A node without children as text; nil if it has any.
local function leaf(words, node, key)
  if node.kind == "scalar" and RULED[key] then return rule(words, node.value, RULED[key]) end
  if node.kind == "scalar" and VALUED[key] and words.kept_value[node.value] then return words.kept_value[node.value] end
  if node.kind == "scalar" then return TIMED[key] and duration(words, node.value) or scalar(words, node.value) end
  if node.kind == "function" then return words.kept.fun end
end


-- A map or list of leaves as one line, when it is short: rule (3).
local function line(words, node, of)
  local parts = {}
  for i, item in ipairs(node) do
    local child = node.kind == "list" and item or item.node
    local text = leaf(words, child, node.kind == "map" and item.key or node.kind == "list" and of)
    if not text then return nil end
    local name = node.kind == "map" and label(words, item.key)
    parts[i] = name and ("%s: %s"):format(name, text) or text
  end
  local text = table.concat(parts, node.kind == "list" and words.format.comma or " · ")
  return #text <= LONGEST_LINE and text or nil
end


local items

-- One node as a list item: "label: text", or the label with a list below it.
local function item(words, name, node, of)
  local text = leaf(words, node, of) or (node.kind == "map" or name) and line(words, node, of)
  if text then return { text = name and ("%s: %s"):format(name, text) or text, label = name } end
  if not name then                                    -- an unnamed map: its first leaf leads
    local head, rest = nil, { kind = node.kind }
    for _, pair in ipairs(node) do
      local first = not head and node.kind == "map" and leaf(words, pair.node, pair.key)
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
    else list[i] = item(words, label(words, entry.key), entry.node, entry.key) end
  end
  return list
end


-- ---- touchpoints (5) -------------------------------------------------------------------------------------

-- The texts of the promises that a touchpoint serves.
local function served(inside, touchpoint)
  local list = {}
  for i, id in ipairs(touchpoint.serves) do list[i] = inside.promise[id].text end
  return list
end


-- A part of a touchpoint's line, "channel: web, phone"; nothing for nothing.
local function add_part(parts, words, key, list)
  local texts = {}
  for i, value in ipairs(list) do
    texts[i] = VALUED[key] and words.kept_value[value] or math.type(value) and words:plain(value) or tostring(value)
  end
  if #texts > 0 then parts[#parts + 1] = ("%s: %s"):format(words.kept[key], table.concat(texts, words.format.comma)) end
end


-- Whether service sells there: yes, or by what it is measured.
local function sold(words, sells)
  if not sells then return {} end
  return { sells == true and words.kept.yes or sells.name }
end


-- The text of a practice, and how well it is kept, where that is measured (6).
local function practice_of(words, result, one)
  if not one.practice then return nil end
  for _, measure in ipairs(result.measures or {}) do
    local e = measure.estimate
    if measure.place == ("touchpoints.%s.practice.kept"):format(one.id) and e.low and not measure.hidden then
      local value = measure.unit == "percent" and words:percent(e.value) or wording.value(words, measure, 1)
      return ("%s (%s %s (%s), n = %s)"):format(one.practice.text, words.kept.kept, value, wording.interval(words, measure, 1),
        words:number(e.n))
    end
  end
  return one.practice.text
end


local function touchpoint_items(words, result)
  local plan = result.plan
  local inside, list = plan and plan.inside or {}, {}
  for _, one in ipairs(inside.touchpoints or {}) do
    local parts = {}
    add_part(parts, words, "practice", { practice_of(words, result, one) })
    add_part(parts, words, "serves", served(inside, one))
    for _, key in ipairs { "channel", "role" } do add_part(parts, words, key, one[key]) end
    add_part(parts, words, "need", { one.need })
    add_part(parts, words, "feel", one.feel)
    add_part(parts, words, "sells", sold(words, one.sells))
    add_part(parts, words, "resources", { one.resources })
    if #parts > 0 then
      list[#list + 1] = { text = ("%s: %s"):format(one.name, table.concat(parts, " · ")), label = one.name }
    end
  end
  return list
end


-- ---- sections ----------------------------------------------------------------------------------------------

-- A section without what tables show (4).
local function without_tables(name, value)
  if not IN_TABLES[name] or type(value) ~= "table" then return value end
  local rest = {}
  for key, item_ in pairs(value) do rest[key] = item_ end
  for _, key in ipairs(IN_TABLES[name]) do rest[key] = nil end
  return rest
end


-- A section as list items, also when it is a single text.
local function section_items(words, value)
  local node = plain.node(value, words)
  if node.kind == "map" or node.kind == "list" then return items(words, node) end
  return { { text = leaf(words, node) } }
end


-- What a section has to show: its list, its tables.
local function blocks_of(words, result, name)
  local all, blocks = result.kept or {}, {}
  local list = name == "touchpoints" and touchpoint_items(words, result)
    or all[name] ~= nil and section_items(words, without_tables(name, all[name])) or {}
  local shared = name == "implement" and ((result.plan or {}).inside or {}).resources
  if shared then list[#list + 1] = { text = ("%s: %s"):format(words.measures.shared, words:plain(shared)) } end
  if #list > 0 then blocks[1] = { kind = "list", items = list } end
  if name == "define" then blocks[#blocks + 1] = measures.promises(words, result) end
  blocks[#blocks + 1] = measures.table(words, result, name)
  if name == "measure" and result.contacts then
    local more = require "cx.report.contacts".blocks(words, result)
    table.move(more, 1, #more, #blocks + 1, blocks)
  end
  return blocks
end


--- Adds the kept sections to a document.
function kept.add(document, words, result)
  local begun = false
  for _, name in ipairs(stairs) do                                              -- (1)
    local blocks = blocks_of(words, result, name)
    if #blocks > 0 and not begun then
      document[#document + 1] = { kind = "page" }
      document[#document + 1] = { kind = "heading", level = 2, text = words.heading.plan }
      begun = true
    end
    if #blocks > 0 then document[#document + 1] = { kind = "heading", level = 3, text = words.section[name] } end
    table.move(blocks, 1, #blocks, #document + 1, document)
  end
end


return kept
