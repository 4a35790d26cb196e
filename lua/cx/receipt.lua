-- receipt.lua - where every row went
--
--   FILE > rows > batch > TALLY > metric > goal > report
--
-- In: what a pass found, file by file, and the tallies. Out: one plain table that adds up.
--
-- (1) read = used + the sum of dropped.
-- (2) For each question: used + the sum of missing + outside = the receipt's used; outside are the rows that
--     `where` left out, and is absent when there was no `where`.
-- (3) off_scale lists the cells that no answer and no code explains, the most frequent first.
-- (4) people is there after pairs were counted (panel.lua, 6).
-- (5) tostring(receipt) is the receipt in words: what was read, what became of it, and each setting, guessed or told.

local complain = require "cx.complain"
local core = require "cx.core"
local scale = require "cx.scale"
local source = require "cx.source"

local receipt = {}


-- The settings of a file, in the order of source.DIALECT.
local function settings(input)
  local list = {}
  for i, name in ipairs(source.DIALECT) do
    list[i] = { name = name, value = input.dialect[name], guessed = input.dialect.guessed[name] or false }
  end
  if input.compression ~= "" then
    list[#list + 1] = { name = "compression", value = input.compression, guessed = false }
  end
  return list
end


-- Problems of all files added up by reason, in the order in which the core lists them.
local function add_problems(sums, order, problems, path)
  for _, problem in ipairs(problems) do
    local sum = sums[problem.reason]
    if not sum then
      sum = { reason = problem.reason, n = 0, rows = problem.rows, path = path, dropped = problem.dropped }
      sums[problem.reason] = sum
      order[#order + 1] = sum
    end
    sum.n = sum.n + problem.n
  end
end


local function split(order, dropped)
  local list = {}
  for _, sum in ipairs(order) do
    if sum.dropped == dropped then
      list[#list + 1] = { reason = sum.reason, n = sum.n, rows = sum.rows, path = sum.path }
    end
  end
  return list
end


-- Used and missing of a question from one tally (2).
local function count_question(all, at, question, about, design_n)
  local sums, n = { used = 0, missing = {}, off_scale = {} }, 0
  local reason_of = not scale.is_open(question) and function(answer)
    return question.reasons[answer - #question.answers]
  end
  local texts = not reason_of and require "cx.measure".missing_reader(all, at, question, about)
  local cells = core.tally_size(all) > 0 and core.tally_cells(all, at, 1) or {}
  for i = 1, #cells, 4 do
    local reason = (reason_of or texts)(cells[i])
    n = n + cells[i + 1]
    if reason then sums.missing[reason] = (sums.missing[reason] or 0) + cells[i + 1]
    else sums.used = sums.used + cells[i + 1] end
  end
  if n < design_n then sums.outside = design_n - n end
  return sums
end


-- The tally that tells the most of each question: the first without a where, else the first.
local function best_tallies(tallies)
  local best, order = {}, {}
  for _, box in ipairs(tallies) do
    local about = core.tally_about(box)
    local filtered = about.where ~= nil or about.untold
    for at, question in ipairs(about.questions) do
      local known = best[question.name]
      if not known then order[#order + 1] = question.name end
      if not known or known.filtered and not filtered then
        best[question.name] = { box = box, at = at, question = question, about = about, filtered = filtered }
      end
    end
  end
  return best, order
end


local function count_questions(tallies)
  local questions, collapsed = {}, {}
  local best, order = best_tallies(tallies)
  for _, name in ipairs(order) do
    local b = best[name]
    collapsed[b.box] = collapsed[b.box] or assert(core.tally_collapse(b.box, {}))
    questions[name] = count_question(collapsed[b.box], b.at, b.question, b.about, (core.tally_design(b.box)))
  end
  for _, box in pairs(collapsed) do box:close() end
  return questions
end


-- Cells off their scale, by question (3).
local function add_odd(questions, columns, odd)
  for _, answer in ipairs(odd) do
    local question = columns[answer.column].question
    local counted = question and questions[question.name]
    if counted then
      local reason = question.reasons[answer.bin + 1 - #question.answers]
      counted.off_scale[#counted.off_scale + 1] = { text = answer.text, n = answer.n, reason = reason }
    end
  end
end


-- ---- in words (5) -----------------------------------------------------------------------------------------

local SIGNS = { ["\t"] = "tab", [" "] = "space", [""] = "none" }


local function problem_lines(lines, title, list)
  if #list > 0 then lines[#lines + 1] = title end
  for _, problem in ipairs(list) do
    local rows = table.concat(problem.rows, ", ")
    local more = problem.n > #problem.rows and #problem.rows > 0 and " ..." or ""
    local where = rows ~= "" and ("   %s %s%s"):format(problem.n == 1 and "row" or "rows", rows, more) or ""
    lines[#lines + 1] = ("  %-20s %8d%s"):format(problem.reason, problem.n, where)
  end
end


local function question_line(name, question)
  local parts, reasons = { ("  %-20s %8d"):format(name, question.used) }, {}
  for reason in pairs(question.missing) do reasons[#reasons + 1] = reason end
  table.sort(reasons)
  for _, reason in ipairs(reasons) do parts[#parts + 1] = ("%s %d"):format(reason, question.missing[reason]) end
  if question.outside then parts[#parts + 1] = ("outside %d"):format(question.outside) end
  local off = {}
  for i = 1, math.min(#question.off_scale, 5) do
    off[i] = ("'%s' (%d)"):format(complain.short(question.off_scale[i].text), question.off_scale[i].n)
  end
  local line = table.concat(parts, ", ")
  return #off > 0 and ("%s: %s%s"):format(line, table.concat(off, ", "), #question.off_scale > 5 and ", ..." or "") or line
end


local function in_words(made)
  local lines = { ("read %d, used %d, dropped %d"):format(made.read, made.used, made.read - made.used) }
  for _, file in ipairs(made.files) do lines[#lines + 1] = ("  %-20s %8d"):format(file.path, file.rows) end
  problem_lines(lines, "dropped", made.dropped)
  problem_lines(lines, "repaired", made.repaired)
  local names = {}
  for name in pairs(made.questions) do names[#names + 1] = name end
  table.sort(names)
  if #names > 0 then lines[#lines + 1] = "questions: answers, then what is missing" end
  for _, name in ipairs(names) do lines[#lines + 1] = question_line(name, made.questions[name]) end
  local people = made.people
  if people then
    lines[#lines + 1] = ("people               both %d, before only %d, after only %d, blank %d, other rounds %d, repeated %d")
      :format(people.both, people.before, people.after, people.blank, people.other, people.repeated)
  end
  lines[#lines + 1] = "settings"
  for _, setting in ipairs(made.dialect) do
    local value = SIGNS[setting.value] or tostring(setting.value)
    lines[#lines + 1] = ("  %-20s %8s   %s"):format(setting.name, value, setting.guessed and "guessed" or "told")
  end
  return table.concat(lines, "\n")
end


local class = { __name = "receipt", __tostring = in_words }


--- The receipt of a pass.
---@param inputs table[]
---@param result table as core.pass gives it, and the columns of its job
---@param tallies userdata[]
---@return table
function receipt.make(inputs, result, tallies)
  local made = { files = {}, read = 0, used = 0, dialect = settings(inputs[1]) }
  local sums, order, renamed = {}, {}, 0
  for i, file in ipairs(result.receipts) do
    made.files[i] = { path = inputs[i].name, rows = file.read, used = file.used, bytes = file.bytes,
                      dialect = settings(inputs[i]), problems = file.problems }
    made.read, made.used = made.read + file.read, made.used + file.used
    renamed = renamed + inputs[i].renamed
    add_problems(sums, order, file.problems, inputs[i].name)
  end
  made.dropped, made.repaired = split(order, true), split(order, false)                   -- (1)
  if renamed > 0 then made.repaired[#made.repaired + 1] = { reason = "column renamed", n = renamed, rows = {} } end
  made.questions = count_questions(tallies)
  add_odd(made.questions, result.columns, result.odd)
  return setmetatable(made, class)
end


return receipt
