-- reading.lua - what the specs of reading share: surveys of literal texts, what was found of them, answers by cell

local cx = require "cx"
local child = dofile "tests/lua/child.lua"

local reading = { folder = nil } -- each spec makes a folder and removes it


function reading.write(name, text) return child.write(reading.folder .. "/" .. name, text) end


function reading.shell(line) assert(os.execute(("cd %s && %s"):format(reading.folder, line))) end


function reading.survey_of(text, options)
  local all = { text = text }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


--- Names of the columns, and rows as lists of cells (false where a row is too short).
function reading.table_of(survey)
  local state = require "cx.survey".state(survey)
  local inputs = assert(require "cx.source".look(state))
  local names, rows = inputs[1].columns, {}
  for row in assert(survey:rows()) do
    local list = {}
    for i, name in ipairs(names) do
      list[i] = row[name] or false
    end
    rows[#rows + 1] = list
  end
  return names, rows
end


function reading.settings(survey)
  local by_name = {}
  for _, setting in ipairs(assert(survey:receipt()).dialect) do by_name[setting.name] = setting end
  return by_name
end


--- What was found of a text: the values of the settings.
function reading.found(text, options)
  local values = {}
  for name, setting in pairs(reading.settings(reading.survey_of(text, options))) do values[name] = setting.value end
  return values
end


function reading.sum(list, reason)
  for _, item in ipairs(list) do
    if item.reason == reason then return item.n end
  end
  return 0
end


-- Answers and missing of one column of cells on a scale.
function reading.counted(made, cells, options)
  local lines = { "q\tx" }
  for i, cell in ipairs(cells) do lines[i + 1] = cell .. "\tx" end
  options = options or {}
  options.questions, options.delimiter, options.header_rows = { q = made }, "\t", 1
  local survey = reading.survey_of(table.concat(lines, "\n") .. "\n", options)
  local n = {}
  for _, count in ipairs(assert(survey:tally { of = "q" }):counts "q") do n[count.answer] = count.n end
  local told = survey:receipt().questions.q
  return n, told.missing, told.off_scale
end


reading.ROWS = { { "1", "Oulu", "9" }, { "2", "Vaasa", "10" }, { "3", "Turku", "7" } }


function reading.lines(delimiter, newline)
  local list = { table.concat({ "id", "shop", "nps" }, delimiter) }
  for i, row in ipairs(reading.ROWS) do list[i + 1] = table.concat(row, delimiter) end
  return table.concat(list, newline or "\n") .. (newline or "\n")
end


return reading
