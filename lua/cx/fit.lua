-- fit.lua - a pass that counted nothing: a file without rows, a scale that none of its column's answers is on
--
--   file > rows > batch > TALLY > metric > goal > report
--
-- In: the receipt of a pass, its tallies, a reader of weights. Out: nil when all is well, else a message and a code.
--
-- (1) A survey whose files hold no row at all answers nothing; one empty file among others is no trouble.
-- (2) A scale does not fit when rows gave answers, not one of them is on it, and no code for missing was met.
--     What `where` leaves out is not judged.
-- (3) A weight column does not fit when every row was dropped for its weight, save blank lines and rows that `only`
--     leaves out.

local core = require "cx.core"

local fit = {}

local SHOWN = 4     -- values of a column in a message
local LOOKED = 1000 -- rows looked at for them


-- The scale in a few words.
local function scale_of(question)
  if question.type == "number" then
    if not question.from and not question.to then return "is a number" end
    return ("is a number from %s to %s"):format(question.from or "any", question.to or "any")
  end
  if question.type == "score" then return ("is on the scale %d to %d"):format(question.from, question.to) end
  local names = {}
  for i, answer in ipairs(question.answers) do names[i] = answer.value end
  return ("is among %s"):format(require "cx.complain".list(names, 10))
end


local function most_frequent_first(a, b)
  if a.n ~= b.n then return a.n > b.n end
  return a.text < b.text
end


-- Cells of an open question, the most frequent first.
local function texts_of(box, question)
  local about = core.tally_about(box)
  local at, list = about.index[question.name], {}
  local all <close> = assert(core.tally_collapse(box, {}))
  local texts = core.tally_answers(all, at)
  local cells = core.tally_size(all) > 0 and core.tally_cells(all, at, 1) or {}
  for i = 1, #cells, 4 do
    local text = texts[cells[i]]
    if text ~= "" then list[#list + 1] = { text = text, n = cells[i + 1] } end
  end
  table.sort(list, most_frequent_first)
  return list
end


local function seen(list)
  local words = {}
  for i = 1, math.min(#list, SHOWN) do words[i] = ("'%s' (%d)"):format(require "cx.complain".short(list[i].text), list[i].n) end
  if #list > SHOWN then words[#words + 1] = "..." end
  return table.concat(words, ", ")
end


-- True when every answer is off the scale (2).
local function is_off(question, counted)
  if counted.used > 0 or counted.outside then return false end
  local off = (counted.missing["off scale"] or 0) + (counted.missing.unreadable or 0)
  local none = (counted.missing.empty or 0) + (counted.missing["short row"] or 0)
  local all = 0
  for _, n in pairs(counted.missing) do all = all + n end
  return off > 0 and off + none == all and question.type ~= "several"
end


local function complain(receipt, question, counted, box)
  local list = counted.off_scale
  if #list == 0 then list = texts_of(box, question) end
  return ("%s: question '%s': nothing in column '%s' %s, it holds %s; another scale, or answers = { ... }, is wanted")
    :format(receipt.files[1].path, question.name, question.column, scale_of(question), seen(list)), "bad_scale"
end


local function dropped(receipt, reason)
  for _, item in ipairs(receipt.dropped) do
    if item.reason == reason then return item.n end
  end
  return 0
end


-- Cells of the weight column in its first rows, the most frequent first.
local function weights_seen(next_row, weight)
  local at, list = {}, {}
  for _ = 1, next_row and LOOKED or 0 do
    local row = next_row()
    if not row then break end
    local text = row[weight] or ""
    if not at[text] then
      list[#list + 1] = { text = text, n = 0 }
      at[text] = list[#list]
    end
    at[text].n = at[text].n + 1
  end
  table.sort(list, most_frequent_first)
  return list
end


-- (3)
local function bad_weight(receipt, weight, open_rows)
  local n = dropped(receipt, "no weight") + dropped(receipt, "bad weight")
  if not weight or n == 0 or receipt.used > 0 then return nil end
  if n + dropped(receipt, "blank line") + dropped(receipt, "not in only") < receipt.read then return nil end
  local list = weights_seen(open_rows(), weight)
  return ("%s: nothing in the weight column '%s' is a weight%s; a column of numbers, or no weight =, is wanted")
    :format(receipt.files[1].path, weight, #list > 0 and ", it holds " .. seen(list) or "")
end


--- What makes a pass useless, if anything does.
---@param receipt table
---@param tallies userdata[]
---@param open_rows fun(): (fun(): table?)? an iterator of the weight column, nil for what cannot be read twice
---@return string? message
---@return string? code
function fit.trouble(receipt, tallies, open_rows)
  if receipt.read == dropped(receipt, "blank line") then                                -- (1)
    return ("%s: it has a header but no rows; rows of answers are wanted"):format(receipt.files[1].path), "no_rows"
  end
  local trouble = bad_weight(receipt, core.tally_about(tallies[1]).weight, open_rows)
  if trouble then return trouble, "bad_weight" end
  for _, box in ipairs(tallies) do
    for _, question in ipairs(core.tally_about(box).questions) do
      local counted = receipt.questions[question.name]
      if counted and is_off(question, counted) then return complain(receipt, question, counted, box) end
    end
  end
end


return fit
