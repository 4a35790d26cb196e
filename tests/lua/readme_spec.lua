-- readme_spec.lua - what the README shows runs as it stands
--
--   file > rows > batch > tally > metric > GOAL > report

local cxlua = os.getenv "CXLUA" or "build/cxlua"
local here = io.popen("pwd"):read "l"


local function write(path, text)
  local file <close> = assert(io.open(path, "wb"))
  file:write(text)
end


-- The README's programs, in order.
local function programs()
  local file <close> = assert(io.open "README.md")
  local list = {}
  for program in file:read "a":gmatch "```lua\n(.-)```" do list[#list + 1] = program end
  return list
end


local function run(folder, command)
  local program = cxlua:sub(1, 1) == "/" and cxlua or here .. "/" .. cxlua
  local pipe = assert(io.popen(("cd %s && %s %s 2>&1"):format(folder, program, command)))
  local text = pipe:read "a"
  return text, pipe:close()
end


describe("README", function()
  local folder, list

  setup(function()
    list, folder = programs(), os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    local rows = { "touchpoint,recommend" }
    for i = 1, 40 do rows[#rows + 1] = ("%s,%d"):format(i % 2 == 0 and "Delivery" or "Returns", i % 11) end
    write(folder .. "/answers.csv", table.concat(rows, "\n") .. "\n")
  end)

  teardown(function() os.execute("rm -r " .. folder) end)


  it("shows a first plan of ten lines that runs", function()
    local _, lines = list[1]:gsub("%S[^\n]*\n", "")
    assert.is_true(lines <= 11)
    write(folder .. "/plan.lua", list[1])
    local text, fine = run(folder, "plan.lua --today 2026-11-21")
    assert.is_true(fine, text)
    assert.truthy(text:find("Delivery", 1, true))
    assert.truthy(text:find("Returns", 1, true))
  end)


  it("names only files that there are", function()
    local file <close> = assert(io.open "README.md")
    for path in file:read "a":gmatch "`(%l+/[%w/_.]+)`" do
      local found = path:find "^build/" or io.open(path)
      assert.truthy(found, path)
    end
  end)


  it("has every word of cx in its table, and no other", function()
    local file <close> = assert(io.open "README.md")
    local init <close> = assert(io.open "lua/cx/init.lua")
    local rows = file:read "a":match "## The words a plan is written in\n(.-)\n## "
    local units, known = {}, {}
    for unit in rows:match "`cx%.(hour [%l_ ]+)`":gmatch "[%l_]+" do units[unit] = true end
    for word in init:read "a":gmatch "\n  (%l+) *= [fa]" do
      known[word] = true
      assert.truthy(rows:find("cx." .. word, 1, true), word)
    end
    for word in rows:gmatch "`?cx%.(%l+)" do assert.truthy(known[word] or units[word], word) end
    for unit in pairs(units) do assert.equal("bucket", require "cx"[unit].kind) end
  end)


  it("shows analyses that run by themselves and print what they found", function()
    local n = 0
    for i, program in ipairs(list) do
      if program:find ":measure%(%)" and program:find "^local cx" and not program:find "answers%.csv" then
        write(("%s/analysis%d.lua"):format(folder, i), program)
        local text, fine = run(folder, ("analysis%d.lua"):format(i))
        assert.is_true(fine, text)
        assert.matches("%d", text)
        n = n + 1
      end
    end
    assert.is_true(n >= 3)
  end)


  it("shows a first question that prints a line for each touchpoint", function()
    write(folder .. "/question.lua", list[2])
    local text, fine = run(folder, "question.lua")
    assert.is_true(fine, text)
    local _, lines = text:gsub("\n", "")
    assert.equal(2, lines)
    assert.truthy(text:find "^Delivery\t")
  end)
end)
