-- new_spec.lua - cxlua new: a real export in, a plan out that runs at once
--
--   FILE > rows > batch > tally > metric > GOAL > report

local child = require "tests.lua.child"

local here = io.popen("pwd"):read "l"
local program = child.program()


describe("cxlua new", function()
  local folder

  setup(function() folder = child.folder() end)
  teardown(function() child.remove(folder) end)

  local function new(...)
    return child.run({ program, "new", "--today", "2026-11-21", ... }, { cwd = folder })
  end

  -- A plan drafted from a file of the project, and what it reports.
  local function drafted(file, ...)
    local got = new(here .. "/" .. file, ...)
    assert.equal(0, got.status, file .. ": " .. got.err)
    assert.equal("", got.err)
    child.write(folder .. "/plan.lua", got.out)
    local ran = child.run({ program, "plan.lua", "--today", "2026-11-21" }, { cwd = folder })
    assert.equal(0, ran.status, file .. ": " .. ran.err)
    local checked = child.run({ program, "check", "plan.lua", "--today", "2026-11-21" }, { cwd = folder })
    assert.equal(0, checked.status, file .. ": " .. checked.out .. checked.err)    -- no errors; warnings there are
    return got.out, ran.out
  end

  local function text_of(file)
    local handle <close> = assert(io.open(file, "rb"))
    return handle:read "a"
  end

  -- A file of answers made here.
  local function answers(name, lines) return child.write(folder .. "/" .. name, table.concat(lines, "\n") .. "\n") end

  local SURVEYS = {
    "examples/airport/data/sfo_2014.csv", "examples/airport/data/sfo_2015.csv", "examples/airport/data/sfo_2016.csv",
    "examples/airport/data/sfo_2017.csv", "examples/huolto/data/palaute_2026_q2.csv",
    "examples/huolto/data/palaute_2026_q3.csv", "examples/huolto/data/vuosikysely_2026.csv",
    "examples/own_metric/data/answers.csv", "examples/staff/data/puls.csv", "tests/data/nps/answers.csv",
    "tests/data/api/apistrat.csv", "tests/data/api/apiclus1.csv", "tests/data/new/no_basis_insights.csv",
    "tests/data/new/no_basis_legacy.csv", "tests/data/new/sample.csv", "tests/data/new/starwars.csv",
    "tests/data/new/comma.csv", "tests/data/new/telco.csv", "tests/data/new/child.csv",
  }

  for _, file in ipairs(SURVEYS) do
    it("new: drafts a plan from " .. file .. " that runs and passes check, in lines that can be read, twice the same", function()
      local plan = drafted(file)
      for line in plan:gmatch "[^\n]+" do assert.is_true((utf8.len(line) or #line) <= 120, line) end
      assert.is_nil(plan:find("[ \t]\n"))
      assert.matches('owner = "', plan, 1, true)
      assert.equal(plan, new(here .. "/" .. file).out)
    end)
  end

  it("sees in the airport's file the codes, the weight, the strata and the recommendation", function()
    local plan = drafted "examples/airport/data/sfo_2017.csv"
    assert.matches('missing = { [0] = "left blank", [6] = "never used" }', plan, 1, true)
    assert.matches('weight = "WEIGHT"', plan, 1, true)
    assert.matches('strata = "STRATA"', plan, 1, true)
    assert.matches('netpro%s+= cx.scale.nps { column = "NETPRO", missing = { %[11%] = "left blank" } }', plan)
    assert.matches('q7all%s+= cx.scale { 1, 5, column = "Q7ALL", missing = { %["Blank"%] = "left blank" } }', plan)
    for _, name in ipairs { "Q2PURP1", "Q5TIMESFLOWN", "Q19AGE", "Q8COM1", "Q4BAGS" } do
      assert.is_nil(plan:find('column = "' .. name, 1, true), name)
      assert.is_nil(plan:find('rating("' .. name, 1, true), name)
    end
    assert.matches("now 40.4 (n 2,746)", plan, 1, true)   -- R, in truth.csv: weighted NPS 40.36, 2,746 answers
  end)

  it("writes a long survey in its own language, with its delimiter, encoding and touchpoints", function()
    local plan, report = drafted "examples/huolto/data/palaute_2026_q3.csv"
    for _, want in ipairs { 'language = "fi"', 'delimiter = ";"', 'encoding = "windows-1252"', 'decimal = ","',
                            'touchpoint = "kosketuspiste"', 'account = "asiakas"', 'weight = "paino"', 'time = "vastattu"',
                            '{ "Huoltokäynti", phase = "during", owner = "nimettävä"', "arvaus:",
                            'missing = { ["En osaa sanoa"] = "ei osaa sanoa" }', 'share(answers.odotus, "ylitti")',
                            'positive = { "luottavainen", "ilahtunut" }' } do
      assert.matches(want, plan, 1, true)
    end
    assert.matches("Huoltokäynti", report, 1, true)
  end)

  it("names an owner in words that check takes for nobody", function()
    for file, language in pairs { ["tests/data/nps/answers.csv"] = "en", ["examples/huolto/data/vuosikysely_2026.csv"] = "fi",
                                  ["examples/staff/data/puls.csv"] = "sv" } do
      local plan = drafted(file)
      local got = child.run({ program, "check", "plan.lua", "--json" }, { cwd = folder })
      assert.matches('"T16"', got.out, 1, true)
      assert.matches(('language = "%s"'):format(language), plan, 1, true)
    end
  end)

  it("writes Swedish, and the round that a column names", function()
    local plan = drafted "examples/staff/data/puls.csv"
    assert.matches('language = "sv"', plan, 1, true)
    assert.matches('round = { column = "omgång" }', plan, 1, true)
    assert.matches('stod%s+= cx.scale { 1, 5, column = "stöd" }', plan)
  end)

  it("takes a column for the touchpoint, a name and a language that it is told", function()
    local plan = drafted("examples/staff/data/puls.csv", "--touchpoint", "enhet", "--name", 'A "B"\n', "--language", "en",
      "--time", "none")
    assert.matches('touchpoint = "enhet",%s+%-%- as you said', plan)
    assert.matches('name = "A \\"B\\"\\010", language = "en"', plan, 1, true)
    assert.matches('{ "Nattpatrullen"', plan, 1, true)
    assert.is_nil(plan:find("time =", 1, true))
    local got = new(here .. "/examples/staff/data/puls.csv", "--touchpoint", "enhetx")
    assert.equal(1, got.status)
    assert.matches('did you mean "enhet"', got.err, 1, true)
    assert.equal("", got.out)
  end)

  it("never writes what may tell who somebody is", function()
    local lines = { "Name,Email,Phone,comment,city,satisfied,Visited with" }
    for i = 1, 60 do
      lines[#lines + 1] = ("Person%d Secret,p%d@secret.example,04012%d,Thanks to Seller%d,Town%d,%d,%s"):format(i, i, i, i, i,
        i % 5 + 1, i <= 3 and "Mother Theresa" or i % 2 == 0 and "alone" or "family")
    end
    answers("people.csv", lines)
    local got = new "people.csv"
    assert.equal(0, got.status, got.err)
    for _, secret in ipairs { "Secret", "secret", "Seller", "Town", "04012", "Theresa" } do
      assert.is_nil(got.out:find(secret, 1, true), secret)
    end
    assert.matches("personal data: Name, Email, Phone, city", got.out, 1, true)
    assert.matches("open text (cx.scale.text reads it): comment", got.out, 1, true)
  end)

  it("hears a touchpoint label only where ten people stand behind it", function()
    local lines = { "touchpoint;recommend" }
    for i = 1, 120 do lines[#lines + 1] = ("%s;%d"):format(i > 114 and "Rare" or i % 2 == 0 and "Web" or "Shop", i % 11) end
    answers("few.csv", lines)
    local got = new "few.csv"
    assert.matches('{ "Web"', got.out, 1, true)
    assert.is_nil(got.out:find("Rare", 1, true))
  end)

  it("is not led out of its texts by what a file holds", function()
    local evil = [["]] .. '"" .. os.exit(7) .. ""' .. [["]]
    local lines = { evil .. ",touchpoint," .. '"do you recommend? ]] --[[ \\"' }
    for i = 1, 60 do lines[#lines + 1] = ("%d,%s,%d"):format(i, i % 2 == 0 and [["a""} os.exit(8) --"]] or "b\\", i % 11) end
    answers("evil.csv", lines)
    local got = new "evil.csv"
    assert.equal(0, got.status, got.err)
    child.write(folder .. "/plan.lua", got.out)
    assert.equal(0, child.run({ program, "plan.lua" }, { cwd = folder }).status)
  end)

  it("joins files with the same columns, and keeps others apart", function()
    local one, two, other = { "id,satisfied" }, { "satisfied,id" }, { "id,recommend" }
    for i = 1, 40 do
      one[i + 1], two[i + 1], other[i + 1] = ("%d,%d"):format(i, i % 5 + 1), ("%d,%d"):format(i % 5 + 1, i), ("%d,%d"):format(i, i % 11)
    end
    answers("one.csv", one)
    answers("two.csv", two)
    answers("other.csv", other)
    local got = new("one.csv", "two.csv", "other.csv", "-o", "joined.lua")
    assert.equal(0, got.status, got.err)
    local plan = text_of(folder .. "/joined.lua")
    assert.matches('file = { "one.csv", "two.csv" }', plan, 1, true)
    assert.matches('file = "other.csv"', plan, 1, true)
    assert.matches("measure = { surveys = { one, other } }", plan, 1, true)
    assert.matches("n 80", plan, 1, true)
    assert.equal(0, child.run({ program, "joined.lua" }, { cwd = folder }).status)
  end)

  it("takes a column that it is told from the file that has it", function()
    local long, wide = { "place,satisfied" }, { "ease" }
    for i = 1, 60 do long[i + 1], wide[i + 1] = ("%s,%d"):format(i % 2 == 0 and "North" or "South", i % 5 + 1), i % 7 + 1 end
    answers("long.csv", long)
    answers("wide.csv", wide)
    local got = new("long.csv", "wide.csv", "--touchpoint", "place")
    assert.equal(0, got.status, got.err)
    assert.matches('{ "North"', got.out, 1, true)
    assert.matches('{ "Ease"', got.out, 1, true)
    assert.equal(1, new("long.csv", "wide.csv", "--touchpoint", "nowhere").status)
  end)

  it("makes rounds of files whose names differ in a year, and takes the goals from the last", function()
    local files = {}
    for i, year in ipairs { 2014, 2015, 2016, 2017 } do files[i] = ("%s/examples/airport/data/sfo_%d.csv"):format(here, year) end
    local got = new(files[3], files[1], files[4], files[2])
    assert.equal(0, got.status, got.err)
    assert.matches('round = "2017", earlier = { sfo_2014, sfo_2015, sfo_2016 }', got.out, 1, true)
    assert.matches("measure = { surveys = { sfo_2017 } }", got.out, 1, true)
    assert.matches("now 40.4 (n 2,746)", got.out, 1, true)
    child.write(folder .. "/plan.lua", got.out)
    local ran = child.run({ program, "plan.lua", "--today", "2026-11-21", "--json", "-", "--quiet" }, { cwd = folder })
    assert.equal(0, ran.status, ran.err)
    assert.matches('"2014"', ran.out, 1, true)
  end)

  it("makes quarters of a year's files, and takes nothing that people wrote for an option", function()
    local files = {}
    for i, name in ipairs { "2025_q4", "2026_q1", "2026_q2", "2026_q3" } do
      files[i] = ("%s/examples/huolto/data/palaute_%s.csv"):format(here, name)
    end
    local got = new(table.unpack(files))
    assert.equal(0, got.status, got.err)
    assert.matches('name = "Palaute"', got.out, 1, true)
    assert.matches('round = "quarter"', got.out, 1, true)
    assert.is_nil(got.out:find("cx.scale.several {", 1, true))
    assert.matches("(n 125)", got.out, 1, true)                      -- the offers of the last quarter
    child.write(folder .. "/plan.lua", got.out)
    assert.equal(0, child.run({ program, "check", "plan.lua", "--today", "2026-11-21" }, { cwd = folder }).status)
  end)

  it("leaves the rows of tests and previews out", function()
    local lines = { "ResponseId,Status,DistributionChannel,recommend" }
    for i = 1, 90 do
      lines[#lines + 1] = ("R_%d,%s,%s,%d"):format(i, i <= 30 and "Survey Preview" or "IP Address", i <= 30 and "preview" or
        "anonymous", i <= 30 and 0 or 9)
    end
    answers("preview.csv", lines)
    local got = new "preview.csv"
    assert.matches([[only = "not (Status in { 'Survey Preview' })"]], got.out, 1, true)
    assert.matches("now 100.0 (n 60)", got.out, 1, true)
  end)

  it("asks for each option of a question with several answers, and for rounds as long as the times want", function()
    local lines = { "time;satisfied;Which channels?;Why? [nearby];Why? [taste];used_app;used_web;used_desk" }
    for i = 1, 800 do
      lines[#lines + 1] = ("2026-%02d-%02d;%d;%s;%s;%s;%d;%d;%d"):format(i % 8 + 1, i % 28 + 1, i % 5 + 1,
        i % 3 == 0 and "web,phone" or i % 3 == 1 and "web" or "phone", i % 2 == 0 and "nearby" or "", i % 4 == 0 and "taste" or "",
        i % 2, i % 3 // 2, i % 5 // 4)
    end
    answers("many.csv", lines)
    local got = new "many.csv"
    assert.equal(0, got.status, got.err)
    assert.matches('cx.scale.several { "phone", "web"', got.out, 1, true)
    assert.matches('nearby%s+= cx.scale.names { "nearby", "", column = "Why%? %[nearby%]"', got.out)
    assert.matches('used_app%s+= rating', got.out)
    assert.matches('round = "quarter",%s+%-%- guess: from the months', got.out)
    assert.matches("check = { off = { M02 =", got.out, 1, true)
    assert.matches("(n 200)", got.out, 1, true)                      -- July and August
    child.write(folder .. "/many.lua", got.out)
    assert.equal(0, child.run({ program, "many.lua", "--today", "2026-11-21" }, { cwd = folder }).status)
    local checked = child.run({ program, "check", "many.lua", "--today", "2026-11-21" }, { cwd = folder })
    assert.equal(0, checked.status, checked.out)
  end)

  it("new (1): overwrites nothing without --force, and finds its files from the plan's folder", function()
    answers("a.csv", { "satisfied", table.concat({ "5", "4", "3", "2", "1" }, "\n"):rep(9, "\n") })
    os.execute("mkdir -p " .. folder .. "/plans")
    child.write(folder .. "/plans/p.lua", "mine")
    local got = new("a.csv", "-o", "plans/p.lua")
    assert.equal(1, got.status)
    assert.equal("cxlua new: plans/p.lua is there already; --force overwrites it\n", got.err)
    assert.equal("mine", text_of(folder .. "/plans/p.lua"))
    got = new("a.csv", "-o", "plans/p.lua", "--force")
    assert.equal(0, got.status, got.err)
    assert.matches('file = "../a.csv"', text_of(folder .. "/plans/p.lua"), 1, true)
    assert.equal(0, child.run({ program, "plans/p.lua" }, { cwd = folder }).status)
    got = new("a.csv", "-o", "nowhere/p.lua")
    assert.equal(1, got.status)
    assert.matches("^cxlua new: nowhere/p.lua", got.err)
  end)

  it("says in one line that a file is no survey, and exits with 1", function()
    for _, file in ipairs { "tests/data/nps/margins.csv", "tests/data/numeric/welch_nps.csv", "tests/data/pollock/csv/source.csv",
                            "tests/data/csv-spectrum/csv/simple.csv", "tests/data/sfo/truth.csv" } do
      local path = io.open(file) and file or "tests/data/nps/margins.csv"
      local got = new(here .. "/" .. path)
      assert.equal(1, got.status, file)
      assert.equal("", got.out)
      assert.matches("^cxlua new: [^\n]+: no survey is seen here: no question whether people would recommend[^\n]*\n$", got.err)
    end
    local got = new "no_such.csv"
    assert.equal(1, got.status)
    assert.matches("no_such.csv", got.err, 1, true)
    answers("empty.csv", {})
    assert.equal(1, new("empty.csv").status)
    answers("head.csv", { "recommend,satisfied" })
    assert.equal(1, new("head.csv").status)
    got = new "-"
    assert.equal(1, got.status)
    assert.matches("not standard input", got.err, 1, true)
  end)

  it("tells a wrong option from a wrong file by its exit status", function()
    assert.equal(2, new("--colour", "a.csv").status)
    assert.equal(2, new("a.csv", "--language", "de").status)
    assert.equal(2, new().status)
    assert.equal(2, child.run({ program, "new", "a.csv", "--today", "soon" }, { cwd = folder }).status)
  end)

  it("new (2): asks on a terminal, takes the empty line for its default, and asks nothing with --yes", function()
    if child.run({ "sh", "-c", "command -v script" }).status ~= 0 then return end
    local file = here .. "/examples/staff/data/puls.csv"
    local function typed(line, more)
      local command = ("printf '%s' | script -qec '%s new %s --today 2026-11-21 -o typed.lua --force%s' /dev/null"):format(line,
        program, file, more or "")
      local got = child.run({ "sh", "-c", command }, { cwd = folder, env = { "TERM=dumb" } })
      assert.equal(0, got.status, got.out .. got.err)
      return text_of(folder .. "/typed.lua"), got.out
    end
    local plan, shown = typed "enhet\\n"
    assert.matches("Finns kontaktpunkten i någon kolumn, till exempel enhet? [ingen]", shown, 1, true)
    assert.matches("typed.lua: utkastet är klart; cxlua typed.lua mäter det", shown, 1, true)
    assert.matches('touchpoint = "enhet"', plan, 1, true)
    plan = typed "\\n"
    assert.is_nil(plan:find("touchpoint =", 1, true))
    for _, none in ipairs { "ingen", "none" } do assert.is_nil(typed(none .. "\\n"):find("touchpoint =", 1, true)) end
    plan, shown = typed("", " --yes")
    assert.is_nil(shown:find("Finns kontaktpunkten", 1, true))
    assert.is_nil(plan:find("touchpoint =", 1, true))
    shown = select(2, typed("\\n", " --language fi"))
    assert.matches("Onko kosketuspiste jossakin sarakkeessa, esimerkiksi enhet? [ei missään]", shown, 1, true)
    shown = select(2, typed("\\n", " --language en"))
    assert.matches("Does a column name the touchpoint, such as enhet? [none]", shown, 1, true)
  end)
end)
