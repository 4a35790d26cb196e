-- source_spec.lua - source.lua: files found, and found to be one table

local cx = require "cx"
local source = require "cx.source"

local folder


local function write(name, text)
  local file = assert(io.open(folder .. name, "wb"))
  assert(file:write(text))
  assert(file:close())
  return folder .. name
end


local function survey_of(file, options)
  local all = { file = file, questions = { q = cx.scale { 1, 5 } } }
  for name, value in pairs(options or {}) do all[name] = value end
  return cx.survey(all)
end


local function n_of(file, options)
  local tally, message, code = survey_of(file, options):tally { of = "q" }
  return tally and tally:design().n, message, code
end


describe("source", function()
  before_each(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
    folder = folder .. "/"
  end)

  after_each(function() os.execute("rm -rf " .. folder) end)

  it("(1): a path starts from the survey's folder, when it has one", function()
    write("a.csv", "q\n1\n")
    assert.same({ folder .. "a.csv" }, source.paths("a.csv", folder))
    assert.same({ "/x/a.csv" }, source.paths("/x/a.csv", folder))
    assert.same({ "-" }, source.paths("-", folder))
    assert.same({ "a.csv" }, source.paths "a.csv")
  end)

  it("(2): a pattern means the files it matches, in byte order", function()
    write("b_2.csv", "q,x\n1,a\n")
    write("b_10.csv", "q,x\n2,a\n3,a\n")
    write("b_1.csv", "q,x\n4,a\n")
    write("c.csv", "q,x\n4,a\n")
    local survey = survey_of(folder .. "b_*.csv")
    assert.equal(4, assert(survey:tally { of = "q" }):design().n)
    local names = {}
    for i, file in ipairs(survey:receipt().files) do names[i] = file.path:match "[^/]+$" .. " " .. file.rows end
    assert.same({ "b_1.csv 1", "b_10.csv 2", "b_2.csv 1" }, names)
  end)

  it("(2): a pattern without a file is no file", function()
    local n, message, code = n_of(folder .. "z*.csv")
    assert.same({ nil, folder .. "z*.csv: no file matches", "no_file" }, { n, message, code })
  end)

  it("(2): a file whose name has signs of a pattern is meant itself", function()
    write("a[1].csv", "q,x\n1,a\n")
    assert.equal(1, n_of(folder .. "a[1].csv"))
  end)

  it("(7): a file that is named twice, by whatever name, is refused, and nothing is counted", function()
    local a, b = write("a.csv", "q\n5\n4\n"), write("b.csv", "q\n3\n")
    assert(os.execute(("cd %s && ln -s a.csv latest.csv && ln b.csv same.csv && mkdir deep && ln -s .. deep/up"):format(folder)))
    local function refused(files, name, before)
      local n, message, code = n_of(files)
      assert.same({ "named_twice" }, { code, n })
      assert.equal(("%s: this file is named twice%s; its rows would count twice, name it once")
        :format(name, before and ", as " .. before .. " too" or ""), message)
      assert.is_nil(survey_of(files):rows { columns = { "q" } })
    end
    refused({ a, b, a }, a)
    refused({ a, folder .. "./a.csv" }, folder .. "./a.csv", a)
    refused({ a, folder .. "latest.csv" }, folder .. "latest.csv", a)
    refused({ a, folder .. "deep/up/a.csv" }, folder .. "deep/up/a.csv", a)
    refused({ b, folder .. "same.csv" }, folder .. "same.csv", b)
    refused({ a, folder .. "?.csv" }, a)
    refused(folder .. "*a*.csv", folder .. "latest.csv", a)
    refused({ folder .. "a*", folder .. "*b*", folder .. "./b.csv" }, folder .. "./b.csv", b)
    refused({ "-", "-" }, "-")
    assert.equal(3, n_of { a, b })
    assert.equal(3, n_of(folder .. "?.csv"))
    local copy = write("copy.csv", "q\n5\n4\n")
    assert.equal(4, n_of { a, copy })
  end)

  it("(3): columns may stand in another order in each file", function()
    write("a.csv", "q,g\n1,a\n5,b\n")
    write("b.csv", "g;q\nb;3\na;1\n")
    local tally = assert(survey_of { folder .. "a.csv", folder .. "b.csv" }:tally { by = "g", of = "q" })
    local means = tally:measure(cx.metric.mean)
    assert.same({ "a", 1.0, "b", 4.0 }, { means[1].group.g, means[1].value, means[2].group.g, means[2].value })
  end)

  it("(3): a file with other columns is named", function()
    write("a.csv", "q,g,h\n1,a,c\n")
    write("b.csv", "q,g,i,j\n1,a,c,d\n")
    local n, message, code = n_of { folder .. "a.csv", folder .. "b.csv" }
    assert.is_nil(n)
    assert.equal("other_columns", code)
    assert.equal(("%sb.csv: other columns than %sa.csv: lacks 'h', has 'i', 'j' besides"):format(folder, folder), message)
  end)

  it("(4): encoding, decimal mark and day order that a late row overturns are turned once", function()
    local plain = ("abcdef;3;1;1/2/2026\n"):rep(60000)
    write("e.csv", "g;q;w;t\n" .. plain .. "k\xE4ytt\xF6;5;2,5;1/25/2026\n")
    local survey = survey_of(folder .. "e.csv", { weight = "w", time = "t" })
    local tally = assert(survey:tally { by = { "g", cx.month }, of = "q" })
    local counts = tally:counts()
    assert.same({ { g = "käyttö", month = "2026-01" }, 2.5 }, { counts[#counts].group, counts[#counts].w })
    local settings = {}
    for _, setting in ipairs(survey:receipt().dialect) do settings[setting.name] = setting end
    assert.same({ name = "encoding", value = "windows-1252", guessed = true }, settings.encoding)
    assert.same({ "mdy", "," }, { settings.day_order.value, settings.decimal.value })
  end)

  it("(5): what one pass turned is known to the next, and to rows", function()
    write("e.csv", "g;w;q\n" .. ("abcdefgh;1;3\n"):rep(120000) .. "k\xE4ytt\xF6;2,5;5\n")
    local survey = survey_of(folder .. "e.csv", { weight = "w" })
    local unknown = assert(survey:rows { columns = { "g" } })
    assert.matches('is not .* after all', select(2, pcall(function() for _ in unknown do end end)))
    assert(survey:tally { by = "g" })
    local last
    for row in assert(survey:rows { columns = { "g" } }) do last = row.g end
    assert.equal("käyttö", last)
    assert.same({ 2.5 }, { assert(survey:tally { by = "g" }):counts()[2].w })
    for _, setting in ipairs(survey:receipt().dialect) do
      if setting.name == "encoding" then assert.same({ "windows-1252", true }, { setting.value, setting.guessed }) end
    end
  end)

  it("(5): a file of another size is guessed anew", function()
    write("e.csv", "g,q\n" .. ("abcdefgh,3\n"):rep(120000) .. "k\xE4ytt\xF6,5\n")
    local survey = survey_of(folder .. "e.csv")
    assert(survey:tally { by = "g" })
    write("e.csv", "g,q\nkäyttö,5\n")
    assert.equal("käyttö", assert(survey:tally { by = "g" }):counts()[1].group.g)
  end)

  it("(4): a function that asks for a cell turns the encoding too", function()
    write("e.csv", "g,q\n" .. ("abcdefgh,3\n"):rep(120000) .. "k\xE4ytt\xF6,5\n")
    local tests = { function(row) return row.g == "käyttö" end,
                    function(row) return select(2, pcall(function() return row.g end)) == "käyttö" end }
    for _, test in ipairs(tests) do
      local tally = assert(survey_of(folder .. "e.csv"):tally { of = "q", where = test })
      assert.equal(1, tally:total(cx.metric.mean "q").n)
    end
  end)

  it("(4): what the caller has said is not turned", function()
    write("e.csv", "g,q\n" .. ("abcdefgh,3\n"):rep(120000) .. "k\xE4ytt\xF6,5\n")
    local tally, message, code = survey_of(folder .. "e.csv", { encoding = "utf-8" }):tally { by = "g" }
    if tally == nil then
      assert.equal("overturned", code)
      assert.matches("encoding", message)
    end
  end)

  it("(4): a pipe cannot be read again, and the message names the option", function()
    local text = "g,q\n" .. ("abcdefgh,3\n"):rep(120000) .. "k\xE4ytt\xF6,5\n"
    local path = write("e.csv", text)
    local script = write("s.lua", [[local cx = require "cx"
      print(cx.survey { file = "-", questions = { q = cx.scale { 1, 5 } } }:tally { by = "g" })]])
    local program = os.getenv "CXLUA" or "build/cxlua"
    local pipe = assert(io.popen(("cat %s | %s %s"):format(path, program, script)))
    local out = pipe:read "a"
    pipe:close()
    assert.matches('standard input.*set encoding = "windows%-1252"%s+overturned', out)
  end)

  it("gzip and zstd are known by their first bytes, and a cut one is an error", function()
    write("a.csv", "q,x\n" .. ("1,a\n"):rep(5000))
    assert(os.execute(("gzip -k %sa.csv && cp %sa.csv.gz %sb.csv && head -c 60 %sa.csv.gz >%sc.csv.gz"):format(
      folder, folder, folder, folder, folder)))
    assert.equal(5000, n_of(folder .. "a.csv.gz"))
    assert.equal(5000, n_of(folder .. "b.csv"))
    local n, _, code = n_of(folder .. "c.csv.gz")
    assert.same({ nil, "truncated" }, { n, code })
    if os.execute("command -v zstd >/dev/null") then
      assert(os.execute(("zstd -q %sa.csv"):format(folder)))
      local survey = survey_of(folder .. "a.csv.zst")
      assert.equal(5000, survey:tally { of = "q" }:design().n)
      local settings = survey:receipt().dialect
      assert.same({ name = "compression", value = "zstd", guessed = false }, settings[#settings])
    end
  end)

  it("a missing file, a directory, an empty file and binary bytes are each one line", function()
    write("empty.csv", "")
    write("binary.csv", ("\0\1\2\3\255\254"):rep(1000))
    local expected = { ["nope.csv"] = "there is no such file", [""] = "directory",
                       ["empty.csv"] = "empty", ["binary.csv"] = "." }
    for name, words in pairs(expected) do
      local n, message, code = n_of(folder .. name)
      assert.is_nil(n)
      assert.matches(words, message)
      assert.equal(folder .. name, message:sub(1, #folder + #name))
      assert.is_nil(message:find "\n")
      assert.is_string(code)
    end
  end)

  it("a hundred files need no hundred descriptors, and count as one", function()
    for i = 1, 100 do write(("f%03d.csv"):format(i), "q,x\n" .. i % 5 + 1 .. ",a\n") end
    assert.equal(100, n_of(folder .. "f*.csv"))
  end)
end)
