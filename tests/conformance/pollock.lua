-- pollock.lua - the scores of the Pollock benchmark: how much of a spoilt table was loaded
--
--   file > ROWS > batch > tally > metric > goal > report

local pollock = {}


-- Days, times, whole numbers, decimals and prices in one form each; other text in lower case.
local function normal(cell)
  local a, b, c = cell:match "^(%d+)[/.-](%d+)[/.-](%d+)$"
  if a then return #a == 4 and a .. "-" .. b .. "-" .. c or c .. "-" .. b .. "-" .. a end
  local h, m, s = cell:match "^(%d%d?):(%d%d):?(%d*)$"
  if h then return ("%02d:%s:%s"):format(h, m, s == "" and "00" or s) end
  local number = tonumber((cell:gsub("^%$", "")))
  if number and cell:find "^%$?[%d.+-]+$" then return ("%.6g"):format(number) end
  return cell:lower()
end


local function bag(list, into)
  into = into or { n = 0, count = {} }
  for _, item in ipairs(list) do
    into.count[item] = (into.count[item] or 0) + 1
    into.n = into.n + 1
  end
  return into
end


-- Precision, recall and F1 of two bags, with the names as the authors have them.
local function overlap(clean, loaded)
  if clean.n == 0 and loaded.n == 0 then return 1, 1, 1 end
  local common = 0
  for item, n in pairs(clean.count) do common = common + math.min(n, loaded.count[item] or 0) end
  if common == 0 then return 0, 0, 0 end
  local p, r = common / clean.n, common / loaded.n
  return p, r, 2 * p * r / (p + r)
end


local function normal_row(row)
  local cells = {}
  for i, cell in ipairs(row) do cells[i] = normal(cell) end
  return cells
end


-- The header, the records and all cells of a table, whose first row is the header.
local function bags(rows)
  local records, all = { n = 0, count = {} }, { n = 0, count = {} }
  for i, row in ipairs(rows) do
    bag(row, all)
    if i > 1 then bag({ table.concat(normal_row(row)) }, records) end
  end
  return bag(normal_row(rows[1] or {})), records, all
end


---The ten scores of one file, from its rows (header first) and those of the clean file.
---@param clean string[][]
---@param loaded string[][]?
---@return number[]
function pollock.score(clean, loaded)
  local scores = {}
  for i = 1, 10 do scores[i] = #clean == 0 and 1 or 0 end
  if #clean == 0 or not loaded then return scores end
  local ours, theirs = { bags(loaded) }, { bags(clean) }
  scores[1] = 1
  for i = 1, 3 do
    scores[3 * i - 1], scores[3 * i], scores[3 * i + 1] = overlap(theirs[i], ours[i])
  end
  return scores
end


---The rows of a file that quotes every field.
---@param text string
---@return string[][]
function pollock.parse_clean(text)
  local rows, row, at = {}, {}, 1
  while at <= #text do
    local cell, finish = text:match('^"([^"]*)"()', at)
    local parts = { cell }
    while text:sub(finish, finish) == '"' do
      cell, finish = text:match('^"([^"]*)"()', finish)
      parts[#parts + 1] = cell
    end
    row[#row + 1] = table.concat(parts, '"')
    local newline = text:match("^\r?\n()", finish)
    if newline or finish > #text then rows[#rows + 1], row = row, {} end
    at = newline or finish + 1
  end
  return rows
end


---Adds up the files' scores: simple (the sum of ten means) and weighted.
---@param files { scores: number[], weight: number }[]
---@return number simple, number weighted
function pollock.total(files)
  local simple, weighted, weights = 0, 0, 0
  for _, file in ipairs(files) do
    local sum = 0
    for _, score in ipairs(file.scores) do sum = sum + score end
    simple = simple + sum / #files
    weighted = weighted + sum * file.weight
    weights = weights + file.weight
  end
  return simple, weighted / weights
end


return pollock
