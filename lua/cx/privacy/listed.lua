-- listed.lua - which entries of a list and its total may be told
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a list of things by label with their people, the people of all, a least number. Out: the labels that stay hidden, and
-- whether the total does.
--
-- (1) The list goes through privacy.lua with its total, which its parts add up to: no hidden entry is what is left of them.

local listed = {}


--- Hidden labels as a set, and whether the total is hidden (1).
---@param list { label: string, n: integer }[]
---@param total? integer nil: no total is told
---@param minimum integer 1: nothing is hidden
---@return table<string, true> hidden, boolean total_hidden
function listed.hidden(list, total, minimum)
  local hidden, total_hidden = {}, false
  if minimum <= 1 then return hidden, total_hidden end
  local made = { of = "listed", by = { "label" }, cells = {} }
  for i, one in ipairs(list) do made.cells[i] = { at = { label = one.label }, n = one.n } end
  if total then made.cells[#made.cells + 1] = { at = {}, n = total } end
  for _, cell in ipairs(require "cx.privacy".protect({ made }, { minimum = minimum })[1].cells) do
    if cell.hidden and cell.at.label == nil then total_hidden = true
    elseif cell.hidden then hidden[cell.at.label] = true end
  end
  return hidden, total_hidden
end


return listed
