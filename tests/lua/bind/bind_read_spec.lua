-- bind_read_spec.lua - bind_read.c: a look at a file, single values, what is where

local core = require "cx.core"


local function mistake(f, ...)
  local done, message = pcall(f, ...)
  assert.is_false(done)
  return message
end


describe("inspect", function()
  it("says what was guessed, the names and where the rows begin", function()
    local input = assert(core.inspect { text = "sep=;\na;b;b;\n1,5;x;y;\n2,5;\"x;\";y;\n", name = "t" })
    assert.same({ "a", "b", "b.2", "column 4" }, input.columns)
    assert.same({ ";", ",", "lf", "utf-8", "t", "", true, 2 }, { input.dialect.delimiter, input.dialect.decimal,
      input.dialect.newline, input.dialect.encoding, input.name, input.compression, input.restart, input.renamed })
    assert.is_true(input.dialect.guessed.delimiter)
    input.source:close()
    input.source:close()
  end)

  it("(1): what is named is never guessed again", function()
    local input = assert(core.inspect { text = "a,b;c\n1,2;3\n", delimiter = ";", header_rows = 0, quote = "", decimal = ",",
                                        day_order = "dmy", newline = "lf", escape = "", skip_space = false, skip_rows = 0,
                                        encoding = "windows-1252" })
    assert.same({ "column 1", "column 2" }, input.columns)
    assert.same({}, input.dialect.guessed)
    assert.same({ "windows-1252", "dmy" }, { input.dialect.encoding, input.dialect.day_order })
  end)

  it("names columns as the caller says", function()
    assert.same({ "x", "y" }, assert(core.inspect { text = "1,2\n3,4\n", header_rows = 0, names = { "x", "y" } }).columns)
    local input, message, code = core.inspect { text = "1,2\n3,4\n", header_rows = 0, names = { "x" }, name = "t" }
    assert.same({ nil, "t: 1 names are given for 2 columns", "no_column" }, { input, message, code })
  end)

  it("gives nil, a message and a code for what the world does", function()
    local input, message, code = core.inspect { file = "no/such" }
    assert.same({ nil, "no/such: there is no such file", "no_file" }, { input, message, code })
  end)

  it("raises for wrong options, naming the alternatives", function()
    assert.matches("encoding: 'x' is not known; there are utf%-8, windows%-1252",
      mistake(core.inspect, { text = "a", encoding = "x" }))
    assert.matches("delimiter: one character", mistake(core.inspect, { text = "a", delimiter = ";;" }))
    assert.matches("skip_rows: a whole number from 0", mistake(core.inspect, { text = "a", skip_rows = -1 }))
    assert.matches("file or text is wanted", mistake(core.inspect, {}))
  end)
end)


describe("single values", function()
  it("time reads moments, and bucket names their part of the calendar", function()
    local seconds = assert(core.time "2026-03-09 14:30")
    assert.same({ "2026-03-09T14", "2026-03-09", "2026-W11", "2026-03", "2026-Q1", "2026-H1", "2026" }, {
      core.bucket(seconds, "hour"), core.bucket(seconds, "day"), core.bucket(seconds, "week"), core.bucket(seconds, "month"),
      core.bucket(seconds, "quarter"), core.bucket(seconds, "half-year"), core.bucket(seconds, "year") })
    assert.equal(core.time "2026-02-01", core.time("1/2/2026", "dmy"))
    assert.equal(core.time "2026-01-02", core.time("1/2/2026", "mdy"))
    assert.is_nil(core.time "soon")
  end)

  it("number reads what people write, by the decimal mark", function()
    assert.same({ 1.5, 1.5, 1234.0 }, { core.number "1.5", core.number("1,5", ","), core.number "1 234" })
    assert.is_nil(core.number "")
    assert.is_nil(core.number "nan")
  end)
end)


describe("what is where", function()
  it("glob gives paths in byte order, and none for what is not there", function()
    assert.same({ "lua/bind/box.c", "lua/bind/box.h" }, core.glob "lua/bind/box.?")
    assert.same({}, core.glob "no/such/*")
    assert.is_true(core.file_exists "lua/bind")
    assert.is_false(core.file_exists "no/such")
    assert.equal(core.file_identity "lua/bind", core.file_identity "lua/../lua/./bind/")
    assert.is_true(core.file_identity "lua/bind" ~= core.file_identity "lua")
    assert.is_nil(core.file_identity "no/such")
  end)

  it("what is no terminal has no width", function()
    local width = core.terminal_width(0)
    assert.is_true(width == nil or width > 0)
    assert.is_boolean(core.isatty(1))
    assert.is_nil(core.terminal_width(99))
  end)
end)
