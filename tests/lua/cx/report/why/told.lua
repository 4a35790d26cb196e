-- told.lua - what holds for the words and blocks of every kind of outcome, for the specs beside

local assert = require "luassert"
local lang = require "cx.lang"

local told = {}


-- Key paths of a table of words, sorted; forms by number count as one word.
local function paths_of(value, path, into)
  for key, item in pairs(value) do
    local here = path .. "." .. tostring(key)
    if type(item) == "table" and item.other == nil then paths_of(item, here, into) else into[#into + 1] = here end
  end
  table.sort(into)
  return into
end


--- The words of all languages have the same keys.
function told.same_keys(texts)
  local en = paths_of(texts.en, "", {})
  for _, code in ipairs { "fi", "sv" } do assert.same(en, paths_of(texts[code], "", {})) end
end


local function check_text(text)
  assert.is_string(text)
  assert.is_nil(text:find "[{}]", text)
  assert.is_nil(text:lower():find "%f[%w]nan%f[%W]", text)
  assert.is_nil(text:find "%(%)", text)
end


local function check_table(block)
  check_text(block.caption)
  if block.note then check_text(block.note) end
  for _, column in ipairs(block.columns) do check_text(column.title) end
  for _, row in ipairs(block.rows) do
    assert.equal(#block.columns, #row)
    for _, cell in ipairs(row) do check_text(cell) end
  end
end


local function escape(s) return (s:gsub("[<&>]", "")) end


--- The parts of an outcome in every language are whole texts; the markdown of one language is given back.
---@param part table { blocks, sentence, decide }
---@param outcome table
---@param code? string "en" unless told
---@return string
function told.all(part, outcome, code)
  local wanted
  for _, known in ipairs(lang.known) do
    local words, document, list = lang.load(known), {}, {}
    check_text(part.sentence(outcome, words))
    local decide = part.decide(outcome, words)
    if decide then check_text(decide) end
    for i, block in ipairs(part.blocks(outcome, words)) do
      document[i] = block
      if block.kind == "table" then check_table(block) end
      if block.kind == "paragraph" then check_text(block.text) end
      if block.picture then
        local drawn = require(block.picture).draw(block, "x", escape)
        assert.matches("^<svg.*</svg>$", drawn)
        assert.is_nil(drawn:find "nan")
        assert.is_nil(drawn:find "inf")
      end
    end
    require "cx.report.markdown".render(document, function(text) list[#list + 1] = text end)
    if known == (code or "en") then wanted = table.concat(list) end
  end
  return wanted
end


return told
