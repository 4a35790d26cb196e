-- answer.lua - are two printed answers the same, number by number?
--
--   the bench's own: CSV in, the first difference out
--
-- Rows are known by their first cell. Counts and figures agree when they differ by at most 1e-9 of
-- the larger of 1 and their size.
local answer = {}

local tolerance = 1e-9


-- CSV without quotes as { name -> { column -> text } }, and the list of columns.
function answer.parse(text)
  local rows, columns = {}, nil
  for line in text:gsub("\r", ""):gmatch "[^\n]+" do
    local cells = {}
    for cell in (line .. ","):gmatch "(.-)," do cells[#cells + 1] = cell end
    if not columns then
      columns = cells
    else
      local row = {}
      for i, cell in ipairs(cells) do row[columns[i]] = cell end
      rows[cells[1]] = row
    end
  end
  return rows, columns or {}
end


local function agree(a, b)
  a, b = tonumber(a), tonumber(b)
  return a ~= nil and b ~= nil and math.abs(a - b) <= tolerance * math.max(1, math.abs(a))
end


-- Nil when every row and column of `theirs` is in `ours` with the same number; else what differs.
-- `only` limits the comparison to one row.
function answer.difference(ours, theirs, only)
  local mine = answer.parse(ours)
  local rows, columns = answer.parse(theirs)
  if not next(rows) then return "no answer" end
  for name, row in pairs(rows) do
    for i = 2, only and only ~= name and 0 or #columns do
      local column = columns[i]
      local value = mine[name] and mine[name][column]
      if not agree(value, row[column]) then
        return ("%s of %s: %s against %s"):format(column, name, value, row[column])
      end
    end
  end
end


return answer
