-- report_spec.lua - report.lua and report/file.lua: printing, saving, and the old file that stays

local fixture = dofile "tests/lua/cx/report/fixture.lua"
local lfs = require "lfs"
local report = require "cx.report"

local folder


local function read(name)
  local file = io.open(folder .. "/" .. name, "rb")
  if not file then return nil end
  local all = file:read "a"
  file:close()
  return all
end


local function put(name, content)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  file:write(content)
  file:close()
end


local function names()
  local list = {}
  for name in lfs.dir(folder) do
    if not name:find "^%.+$" then list[#list + 1] = name end
  end
  table.sort(list)
  return list
end


describe("report", function()
  before_each(function()
    folder = os.tmpname()
    os.remove(folder)
    lfs.mkdir(folder)
  end)

  after_each(function()
    os.execute("rm -rf '" .. folder .. "'")
  end)

  it("saves in the format of the extension", function()
    local result = fixture.result "en"
    for name, head in pairs { ["a.html"] = "<!DOCTYPE html>", ["a.md"] = "# Pohjan", ["a.json"] = "{\n", ["a.csv"] = "id,phase",
                              ["a.txt"] = "Pohjan Huolto Oy\n" } do
      assert.is_true(report.save(result, folder .. "/" .. name))
      assert.equal(head, read(name):sub(1, #head))
    end
    assert.same({ "a.csv", "a.html", "a.json", "a.md", "a.txt" }, names())
  end)

  it("saves by the name of the format too", function()
    assert.is_true(report.html(fixture.result "en", "x.out", { folder = folder }))
    assert.is_true(report.json(fixture.result "en", "y.out", { folder = folder .. "/" }))
    assert.equal("<!DOCTYPE", read("x.out"):sub(1, 9))
    assert.equal("{", read("y.out"):sub(1, 1))
  end)

  it("refuses an extension, a format and a wish it does not know, at the caller's line", function()
    for _, call in ipairs {
      function() report.save(fixture.result "en", "a.pdf") end,
      function() report.text(fixture.result "en", "pdf") end,
      function() report.deliver(fixture.result "en", { pdf = "a.pdf", terminal = false }) end,
      function() report.html(fixture.result "en") end,
      function() report.compose(nil) end,
      function() report.compose(fixture.result "xx") end,
      function() report.text(fixture.result "xx", "html") end,
      function() report.save(fixture.result "xx", "a.html") end,
      function() report.html(7, "a.html") end,
    } do
      local fine, message = pcall(call)
      assert.is_false(fine)
      assert.matches("^[^\n]*report_spec%.lua:%d+: ", message)
    end
  end)

  it("delivers what a plan asks for, in every language", function()
    local result = fixture.result { "fi", "sv" }
    assert.is_true(report.deliver(result, { html = "r.html", json = "r.json", csv = "r.csv", markdown = "r.md", locale = "fi",
                                            terminal = false }, { folder = folder }))
    assert.same({ "r.csv", "r.html", "r.json", "r.md", "r.sv.csv", "r.sv.html", "r.sv.json", "r.sv.md" }, names())
    assert.matches('<html lang="fi">', read "r.html")
    assert.matches('<html lang="sv">', read "r.sv.html")
    assert.matches("^\u{feff}tunnus;", read "r.csv")
  end)

  it("file (1): leaves the old file when the disk is full, and nothing beside it", function()
    if not io.open("/dev/full", "w") then return pending "no /dev/full" end
    put("r.html", "old")
    assert(os.execute("ln -s /dev/full '" .. folder .. "/r.html.part'"))
    local ok, message, code = report.save(fixture.result "fi", folder .. "/r.html")
    assert.is_nil(ok)
    assert.equal("not_writable", code)
    assert.matches("^.-/r%.html: cannot be written: No space left on device$", message)
    assert.equal("old", read "r.html")
    assert.same({ "r.html" }, names())
  end)

  it("file (2): a short file that fits a buffer fails too", function()
    if not io.open("/dev/full", "w") then return pending "no /dev/full" end
    assert(os.execute("ln -s /dev/full '" .. folder .. "/a.txt.part'"))
    local ok, message, code = require "cx.report.file".write(folder .. "/a.txt", function(write) write "x" end)
    assert.is_nil(ok)
    assert.matches("No space left", message)
    assert.equal("not_writable", code)
    assert.same({}, names())
  end)

  it("file (3): takes away what was begun when a renderer raises", function()
    put("a.html", "old")
    local fine, message = pcall(require "cx.report.file".write, folder .. "/a.html", function(write)
      write "half"
      error("a mistake", 0)
    end)
    assert.is_false(fine)
    assert.equal("a mistake", message)
    assert.equal("old", read "a.html")
    assert.same({ "a.html" }, names())
  end)

  it("file: says where there is no folder, and what cannot be renamed over", function()
    local ok, message, code = report.save(fixture.result "fi", folder .. "/none/r.html")
    assert.is_nil(ok)
    assert.equal("not_writable", code)
    assert.matches("/none/r%.html: cannot be written: No such file or directory", message)
    lfs.mkdir(folder .. "/dir.html")
    put("dir.html/x", "1")
    ok, message, code = report.save(fixture.result "fi", folder .. "/dir.html")
    assert.is_nil(ok)
    assert.equal("not_writable", code)
    assert.matches("dir%.html: cannot be written", message)
    assert.same({ "dir.html" }, names())
  end)

  it("finds out what standard output can show", function()
    local core = { isatty = function(fd) return fd == 1 end, terminal_width = function() return 133 end }
    local found = report.terminal_options(core)
    assert.equal("first", found.pages)
    if not os.getenv "COLUMNS" then assert.equal(133, found.width) end
    local piped = report.terminal_options({ isatty = function() return false end })
    assert.equal("all", piped.pages)
    assert.is_false(piped.colour)
    assert.is_true(report.terminal_options(nil).width >= 40)
  end)
end)
