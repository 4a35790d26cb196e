-- bad_input.lua - what the specs of bad input share: a plan over a file, and what it must end with

local assert = require "luassert"
local cx = require "cx"
local child = dofile "tests/lua/child.lua"

local bad = { folder = nil, program = nil } -- begin and finish set them


--- A new folder and the program, for a spec's setup.
function bad.begin()
  bad.folder, bad.program = child.folder(), child.program()
end


--- Removes the folder.
function bad.finish() child.remove(bad.folder) end


function bad.path(name) return bad.folder .. "/" .. name end


function bad.write(name, text) return child.write(bad.path(name), text) end


function bad.read(name)
  local file = assert(io.open(bad.path(name), "rb"))
  local text = file:read "a"
  file:close()
  return text
end


--- A line of the shell, in the folder; $CXLUA is the program.
function bad.shell(line, options)
  return child.run({ "bash", "-c", line }, { cwd = bad.folder, input = options and options.input,
                                             env = { "CXLUA=" .. bad.program, table.unpack(options and options.env or {}) } })
end


-- Its survey begins in line 3.
local PLAN = [[
local cx = require "cx"

local answers = cx.survey {
  file = %q,
  questions = { recommend = cx.scale.nps },
  %s
}

return cx.plan {
  name = "A plan", measure = { surveys = { answers } },
  touchpoints = { { "All", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } } },
  report = %s,
}
]]


function bad.write_plan(file, more, report) return bad.write("plan.lua", PLAN:format(file, more or "", report or "nil")) end


--- Runs the plan over a file.
function bad.plan(file, more, input)
  bad.write_plan(file, more)
  return child.run({ bad.program, "plan.lua" }, { cwd = bad.folder, input = input })
end


--- (1): the plan over the file ends with these words, and nothing else.
function bad.refuses(words, file, more, input)
  local got = bad.plan(file, more, input)
  assert.equal("", got.out)
  assert.equal("plan.lua:3: " .. words .. "\n", got.err)
  assert.equal(1, got.status)
end


--- The survey of the plan in this process, over a file of the folder.
function bad.survey(file, more)
  local options = { file = file, questions = { recommend = cx.scale.nps } }
  if file:sub(1, 1) ~= "/" then options.file = bad.path(file) end
  for name, value in pairs(more or {}) do options[name] = value end
  return cx.survey(options)
end


--- (2): nil, words, code for the tally and for whatever else opens the file.
function bad.gives(words, code, file, more)
  local name = file:sub(1, 1) == "/" and file or bad.path(file)
  local tally, message, got = bad.survey(file, more):tally { of = "recommend" }
  assert.same({ nil, name .. ": " .. words, code }, { tally, message, got })
  return bad.survey(file, more)
end


function bad.rows_too(one, words, code)
  local rows, message, got = one:rows { columns = { "recommend" } }
  assert.is_nil(rows)
  assert.equal(words, message:match ": (.*)$")
  assert.equal(code, got)
end


function bad.both(words, code, file)
  bad.refuses(file .. ": " .. words, file)
  return bad.gives(words, code, file)
end


function bad.sum(list, reason)
  for _, item in ipairs(list) do
    if item.reason == reason then return item.n, item.rows end
  end
  return 0
end


--- Lines "value,text N" with a header.
function bad.answers(n, text)
  local lines = { "recommend,c" }
  for i = 1, n do lines[i + 1] = ("%d,%s %d"):format(i % 11, text or "text", i) end
  return table.concat(lines, "\n") .. "\n"
end


return bad
