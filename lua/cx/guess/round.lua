-- round.lua - files that ask the same in several years are rounds of one survey
--
--   FILE > rows > batch > tally > metric > GOAL > report
--
-- In: surveys with their questions. Out: the newest with earlier = { ... }, oldest first, and the others as they were.
--
-- (1) Files are rounds when their paths differ in a number alone, and half of the newest one's questions are in each.
-- (2) Questions meet by their column, else by their wording, on the same scale; others of earlier rounds are left out.
-- (3) A file alone, without a time, is the round of the year that its name bears.

local round = {}


-- "data/sfo_2014.csv" as "data/sfo_#.csv" and "2014", by the last number; nil without one.
local function parts(path)
  local before, number, after = path:match "^(.*%D)(%d+)(%D*)$"
  if not number then before, number, after = "", path:match "^(%d+)(%D*)$" end
  return number and before .. "#" .. after, number
end


local function is_same_scale(a, b)
  if a.type ~= b.type then return false end
  if a.type == "score" then return a.from == b.from and a.to == b.to end
  return table.concat(a.labels, "\0") == table.concat(b.labels, "\0")
end


-- The question of the newest round that one of an earlier round is (2).
local function twin_of(q, newest)
  for _, other in ipairs(newest.questions) do
    local same = other.column.name == q.column.name or other.column.text == q.column.text
    if same and is_same_scale(other.scale, q.scale) then return other end
  end
end


local function twins(one, newest)
  local list = {}
  for _, q in ipairs(one.questions) do
    q.twin = twin_of(q, newest)
    if q.twin then list[#list + 1] = q end
  end
  return list
end


-- The rounds of one kind of name, oldest first, as the newest of them and what is left over (1).
local function join(list)
  table.sort(list, function(a, b)
    if #a.round ~= #b.round then return #a.round < #b.round end
    return a.round < b.round
  end)
  local newest, left = list[#list], {}
  newest.earlier = {}
  for i = 1, #list - 1 do
    local one = list[i]
    local met = twins(one, newest)
    if one.round ~= newest.round and 2 * #met >= #newest.questions then
      one.questions, one.is_earlier = met, true
      table.insert(newest.earlier, one)
    else
      one.round = nil
      left[#left + 1] = one
    end
  end
  if #newest.earlier == 0 then newest.earlier, newest.round = nil, nil end
  return left
end


-- The round of a file that has no others: the year in its name, when nothing else says when it was answered (3).
local function alone(one)
  if #one.paths > 1 or one.roles.time or one.roles.round then return nil end
  local year = one.file_name:match "%f[%d](%d%d%d%d)%f[%D]"
  one.by_name = year ~= nil and year >= "1990" and year <= "2099"
  return one.by_name and year or nil
end


--- Joins rounds: the surveys in an order in which each comes after its earlier rounds.
---@param surveys table[]
---@return table[]
function round.join(surveys)
  local by, order = {}, {}
  for _, one in ipairs(surveys) do
    local key, number = parts(one.paths[1])
    key = key and #one.paths == 1 and not one.roles.round and key or one.paths[1] .. "\0" .. #order
    one.round = number
    if not by[key] then
      by[key] = {}
      order[#order + 1] = key
    end
    table.insert(by[key], one)
  end
  local list = {}
  for _, key in ipairs(order) do
    local same = by[key]
    local newest = same[1]
    if #same > 1 then
      local left = join(same)
      newest = same[#same]
      table.move(left, 1, #left, #list + 1, list)
      table.move(newest.earlier or {}, 1, #(newest.earlier or {}), #list + 1, list)
    else
      newest.round = alone(newest)
    end
    list[#list + 1] = newest
  end
  return list
end


return round
