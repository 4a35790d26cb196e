-- leak.lua - the audit of a book of cells, and each leak as an equation in words
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: a book (book.lua), which of its cells are shown. Out: what can be worked out, from what, and in words.
--
-- (1) Every cell that is not shown is an unknown, totals that nobody published among them.
-- (2) A leak is { of, at, by, value, terms = { { of, at, times, n } }, divisor }: value = the sum of times * n / divisor; or
--     { of, at, value } when counts that are not negative leave one value.
-- (3) An equation in words: "store = total - web - phone".

local book = require "cx.privacy.book"

local leak = {}


-- The unknown cells, and the equations between them as core.audit wants them (1).
local function system(self, is_shown)
  local unknown, number, list, from, contradicts = {}, {}, {}, {}, false
  for _, node in ipairs(self.nodes) do
    if not is_shown(node) then
      unknown[#unknown + 1] = node
      number[node] = #unknown
    end
  end
  for _, equation in ipairs(self.equations) do
    local row, total = { 0 }, 0
    local function term(node, sign)
      if number[node] then
        row[#row + 1] = number[node]
        row[#row + 1] = sign
      else
        total = total - sign * node.n
      end
    end
    term(equation.total, 1)
    for _, part in ipairs(equation.parts) do term(part, -1) end
    row[1] = total
    if #row > 1 then list[#list + 1], from[#from + 1] = row, equation
    elseif total ~= 0 then contradicts = true end
  end
  return unknown, list, from, contradicts
end


-- The shown cells behind a derived one, each with its multiple (2).
local function terms_of(proof, from, is_shown)
  local times, order = {}, {}
  local function add(node, by)
    if not is_shown(node) then return end
    if not times[node] then order[#order + 1] = node end
    times[node] = (times[node] or 0) + by
  end
  for i = 1, #proof, 2 do
    local equation = from[proof[i]]
    add(equation.total, -proof[i + 1])
    for _, part in ipairs(equation.parts) do add(part, proof[i + 1]) end
  end
  local terms = {}
  for _, node in ipairs(order) do
    local by = times[node]
    if by ~= 0 then terms[#terms + 1] = { node = node, of = node.of, at = node.at, by = node.by, n = node.n, times = by } end
  end
  table.sort(terms, function(a, b)
    if (a.times > 0) ~= (b.times > 0) then return a.times > 0 end
    return a.node.number < b.node.number
  end)
  return terms
end


local function derived(node, answer, from, is_shown)
  local found = { node = node, of = node.of, at = node.at, by = node.by, divisor = answer.divisor }
  if answer.secrecy == "leaks" then
    found.terms, found.value = terms_of(answer.proof, from, is_shown), 0
    for _, term in ipairs(found.terms) do found.value = found.value + term.times * term.n end
    found.value = found.value // found.divisor
  elseif answer.low == answer.high then
    found.value = answer.low
  end
  return found
end


--- What a book gives away of the cells that are to be kept.
---@param self table a book
---@param is_shown fun(node: table): boolean
---@param is_kept fun(node: table): boolean the unknown cells that must not be worked out
---@return table { leaks, ranges, rank, contradicts, n_unknowns, n_equations, given_away = { [node] = true } }
function leak.find(self, is_shown, is_kept)
  local unknown, equations, from, contradicts = system(self, is_shown)
  local answers = assert(require "cx.core".audit(#unknown, equations))
  local found = { leaks = {}, ranges = {}, given_away = {}, rank = answers.rank,
                  contradicts = contradicts or answers.contradicts, n_unknowns = #unknown, n_equations = #equations }
  for i, node in ipairs(unknown) do
    local answer = answers[i]
    if answer.given_away then found.given_away[node] = true end
    if is_kept(node) then
      found.ranges[#found.ranges + 1] = { of = node.of, at = node.at, by = node.by, low = answer.low, high = answer.high }
      if answer.given_away then found.leaks[#found.leaks + 1] = derived(node, answer, from, is_shown) end
    end
  end
  return found
end


-- ---- in words (3) ------------------------------------------------------------------------------------------

local function name(words, cell, with_of)
  return book.name(cell, words.privacy.total, with_of)
end


local function sum_text(words, found, with_of)
  local parts = {}
  for i, term in ipairs(found.terms) do
    local factor = math.abs(term.times)
    local sign = term.times < 0 and "- " or i > 1 and "+ " or ""
    parts[i] = sign .. (factor == 1 and "" or factor .. " × ") .. name(words, term, with_of)
  end
  local text = #parts > 0 and table.concat(parts, " ") or "0"
  return found.divisor ~= 1 and ("(%s) / %d"):format(text, found.divisor) or text
end


--- A leak as an equation in words (3).
---@param words table as lang.load gives it
---@param found table
---@param with_of? boolean with who is counted
---@return string
function leak.text(words, found, with_of)
  local cell = name(words, found, with_of)
  if found.terms then return ("%s = %s"):format(cell, sum_text(words, found, with_of)) end
  if not found.value then return words:say(words.privacy.unproved, 1, { cell = cell }) end
  return words:say(words.privacy.bound, 1, { cell = cell, value = words:number(found.value) })
end


--- What an audit found, as lines.
---@param words table
---@param audit table
---@return string[]
function leak.lines(words, audit)
  local lines, of, with_of = {}, nil, false
  for _, found in ipairs(audit.leaks) do
    with_of = with_of or of ~= nil and of ~= found.of
    of = found.of
  end
  for i, found in ipairs(audit.leaks) do lines[i] = leak.text(words, found, with_of) end
  local p = words.privacy
  if #lines == 0 then lines[1] = words:say(p.safe, audit.n_hidden) end
  if audit.contradicts then lines[#lines + 1] = p.contradicts end
  return lines
end


return leak
