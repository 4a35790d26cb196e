-- wanted_spec.lua - two whole plans, all six sections of them, on invented data
--
-- What differs from the plans as they were wished for: the makers of predictions and worth are left out; a contact log says which of its events mean what, and a series which of its columns are sums, for neither
-- can be seen in a file; where a leading measure has data its maker is told which; touchpoints of the library come from a
-- table, and in plan_library_listed.lua they are listed as they were wished for, word by word.

local cx = require "cx"

local folder


local function read(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read "a"
end


-- A plan copied beside its data.
local function plan(name, data)
  local path = ("%s/plan_%s.lua"):format(folder, name)
  dofile "tests/data/wanted/make.lua" (folder, data or name)
  local file <close> = assert(io.open(path, "wb"))
  file:write(read(("tests/data/wanted/plan_%s.lua"):format(name)))
  file:close()
  return dofile(path)
end


local function by_id(list)
  local by = {}
  for _, one in ipairs(list) do by[one.id] = one end
  return by
end


describe("a whole plan", function()
  before_each(function()
    folder = os.tmpname()
    os.remove(folder)
    assert(os.execute("mkdir " .. folder))
  end)

  after_each(function() os.execute("rm -r " .. folder) end)


  it("of a service company: every goal and measure has a result or says why not", function()
    local made = plan "huolto"
    local result = made:run { today = "2026-06-30" }
    assert.same({ 10, 6 }, { #result.goals, #made.inside.touchpoints })
    for _, one in ipairs(result.goals) do assert.is_number(one.estimate.value, one.id) end
    local measures = by_id(result.measures)
    for _, id in ipairs { "touchpoints.Tarjous.practice.kept", "touchpoints.Huoltokäynti.practice.kept",
                          "organise.recruiting.kept", "organise.authority.goals", "organise.functions.leadership",
                          "organise.functions.operation", "implement.daily.hyvitys", "measure.pulse", "measure.pulse 2",
                          "implement.strategic.Jälkisoitto kaikille, ei vain suurille", "measure.leading 2",
                          "measure.behaviour.huoltomyynti" } do
      assert.is_number(assert(measures[id], id).estimate.value, id)
    end
    assert.same({ 0, "behind" }, { measures["measure.leading"].estimate.value, measures["measure.leading"].verdict.shown })
    assert.equal("no data", measures["measure.leading 3"].why)
    assert.is_number(measures["measure.leading 4"].estimate.value)
    assert.same({ { "Huoltokäynti", "Jälkisoitto" }, 4 }, { by_id(result.promises).huoli.touchpoints, by_id(result.promises).huoli.of })
    assert.same({ promises = { "value", "benefit" }, touchpoints = {} }, result.orphans)
  end)


  it("counts each survey once, in one pass for goals and measures", function()
    local result = plan "huolto":run { today = "2026-06-30" }
    local names = {}
    for i, survey in ipairs(result.surveys) do names[i] = survey.name end
    table.sort(names)
    assert.same({ "crm.csv", "palaute_*.csv", "pulssi.csv", "vuosikysely_*.csv", "yhteydenotot.csv" }, names)
  end)


  it("reports itself in every format, without raw tables", function()
    local result = plan "huolto":run { today = "2026-06-30" }
    for _, format in ipairs { "html", "markdown", "json", "csv" } do
      for _, language in ipairs { "en", "fi", "sv" } do
        local path = ("%s/report.%s"):format(folder, format)
        assert(cx.report[format](result, path, { language = language }))
        local text = read(path)
        assert.falsy(text:find("table: 0x", 1, true) or text:find("function: 0x", 1, true), format)
        assert.truthy(text:find("huoltomyynti", 1, true) or format == "csv", format)
      end
    end
  end)


  it("puts its claims to the test as they were wished for", function()
    local result = plan "huolto":run { today = "2026-06-30" }
    local claims, verdicts = {}, {}
    for i, one in ipairs(result.claims) do claims[i], verdicts[one.verdict] = one.claim, true end
    assert.same({ "share_of_experience", "follows", "end_matters", "unrelated" }, claims)
    assert.same({ ["cannot tell"] = true }, verdicts) -- the data are invented, and know nothing
    local text = cx.report.text(result, "terminal", { width = 160 })
    assert.matches("Tunne on 2/3 kokemuksesta.-: ei ratkea vielä, meillä %d+", text)
  end)


  it("of a public library: no rivals, no revenue, touchpoints in a table of their owners", function()
    local made = plan "library"
    local result = made:run { today = "2026-06-30" }
    assert.is_true(made.public_sector)
    local ids = {}
    for i, one in ipairs(result.goals) do ids[i] = one.id end
    assert.same({ "Verkkokirjasto", "Neuvonta", "Neuvonta 2", "Omatoimiaika" }, ids)
    assert.same({ 4, "behind" }, { by_id(result.measures)["measure.leading"].estimate.value,
                                   by_id(result.measures)["measure.leading"].verdict.shown })
    assert.is_number(by_id(result.measures)["measure.pulse"].estimate.value)
    assert.same({ 3, 1 }, { by_id(result.promises).apu.of, by_id(result.promises).rauha.of })
    assert.is_nil(result.kept.worth)
  end)


  it("of a public library with its touchpoints listed: what a table says and what a list says is the same", function()
    local function shown(result)
      local list = {}
      for i, one in ipairs(result.goals) do list[i] = { one.id, one.owner, one.target, one.estimate.value, one.verdict.shown } end
      return list
    end
    local listed = plan("library_listed", "library"):run { today = "2026-06-30" }
    assert.same(shown(plan "library":run { today = "2026-06-30" }), shown(listed))
    assert.equal("no data", by_id(listed.measures)["measure.leading"].why)
  end)
end)
