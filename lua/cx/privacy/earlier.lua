-- earlier.lua - what earlier reports published, read from their JSON
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the path of a report as JSON. Out: its published tables (book.lua); nil, message, code.
--
-- (1) The list `published` of a report is exactly what it showed: the rows of places, the answers of questions, sums.
-- (2) A report without it hid nothing, and says nothing that could be read back: it is refused by name.

local earlier = {}


local function cell_of(given, null)
  local cell = { at = {}, hidden = given.hidden == true or nil }
  for name, label in pairs(given.at) do cell.at[name] = label end
  if given.n ~= null and not cell.hidden then cell.n = math.tointeger(given.n) end
  return cell
end


local function table_of(given, null)
  local made = { of = given.of, by = given.by, within = {}, cells = {} }
  for name, sums in pairs(given.within or {}) do made.within[name] = sums end
  for i, cell in ipairs(given.cells) do made.cells[i] = cell_of(cell, null) end
  return made
end


--- The tables that a report published.
---@param path string
---@return table[]?, string?, string?
function earlier.load(path)
  local file, why = io.open(path, "rb")
  if not file then return nil, (tostring(why):lower()), "no_file" end
  local text = file:read "a"
  file:close()
  local json = require "cjson"
  local done, report = pcall(json.decode, text or "")
  if not done or type(report) ~= "table" or type(report.published) ~= "table" then                -- (2)
    return nil, path .. ": no report with published tables; write it with --json and privacy = { minimum = 10 }",
      "not_report"
  end
  local tables = {}
  for i, given in ipairs(report.published) do
    local fine, made = pcall(table_of, given, json.null)
    if not fine then return nil, ("%s: published table %d is damaged"):format(path, i), "not_report" end
    tables[i] = made
  end
  return tables
end


return earlier
