-- examples_spec.lua - each example prints what its folder says it prints
--
--   file > rows > batch > tally > metric > goal > REPORT

local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read "a"
end


-- What a command prints, and whether it went well.
local function run(command)
  local pipe = assert(io.popen(command .. " 2>&1", "r"))
  local text = pipe:read "a"
  return text, pipe:close()
end


describe("examples", function()
  for _, name in ipairs { "airport", "huolto", "own_metric" } do
    it(name .. " prints its expected report", function()
      local text, fine = run(("build/cxlua examples/%s/plan.lua --today 2026-11-21 --width 100"):format(name))
      assert.is_true(fine, text)
      assert.equal(read("examples/" .. name .. "/expected.txt"), text)
    end)
  end


  it("huolto: make.lua writes the committed data, byte for byte", function()
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    local text, fine = run("build/cxlua examples/huolto/make.lua " .. folder)
    assert.is_true(fine, text)
    for _, file in ipairs { "palaute_2026_q2.csv", "palaute_2026_q3.csv", "vuosikysely_2026.csv" } do
      assert.equal(read("examples/huolto/data/" .. file), read(folder .. "/" .. file))
    end
    os.execute("rm -r " .. folder)
  end)
end)
