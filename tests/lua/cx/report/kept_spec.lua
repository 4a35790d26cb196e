-- kept_spec.lua - report/kept.lua and csv.lua: what is measured beside goals is shown with its interval, in every format

local cx = require "cx"
local shop = dofile "tests/lua/cx/loop/shop.lua"


local function result(language)
  local survey = shop.survey()
  local nps, ok = cx.metric.nps(survey.recommend), cx.metric.share(survey.mood, "glad")
  return cx.plan { name = "Shop", language = language, due = "2026-12-31",
    touchpoints = { { "Invoice", owner = "finance", practice = "A row is a word", goals = { cx.goal { nps, at_least = 20 } } },
      { "Visit", owner = "service", practice = { "Say hello", kept = ok }, goals = { cx.goal { nps, at_least = 20 } } } },
    organise = { functions = { services = nps } },
    measure = { leading = { cx.goal { cx.leading.told { 41, of = 58 }, at_least = 90 } } } }:run { today = "2026-11-21" }
end


local function text(made, format, options)
  local path = os.tmpname()
  assert(cx.report[format](made, path, options))
  local file <close> = assert(io.open(path))
  local content = file:read "a"
  os.remove(path)
  return content
end


describe("kept", function()
  it("(6): a practice stands with how well it is kept, in the language and format of the report", function()
    for language, kept in pairs { en = "Say hello (kept 67% (", fi = "Say hello (pidetty 67\u{a0}% (" } do
      local made = result(language)
      for _, format in ipairs { "html", "markdown" } do
        assert.truthy(text(made, format):gsub("\\", ""):find(kept, 1, true), language .. format)
      end
      assert.truthy(text(made, "html"):find("n = 3)", 1, true))
      assert.truthy(text(made, "html"):find("A row is a word", 1, true))
    end
  end)


  it("csv (6): measures stand after the goals, with their section, their subject, and a verdict where they have a target", function()
    local lines, heads = {}, {}
    for line in text(result "en", "csv"):gmatch "[^\r\n]+" do lines[#lines + 1] = line end
    for name in (lines[1] .. ","):gmatch "([^,]*)," do heads[#heads + 1] = name end
    local function row(i)
      local made, n = {}, 0
      for cell in (lines[i] .. ","):gmatch "([^,]*)," do
        n = n + 1
        made[heads[n]] = cell
      end
      return made
    end
    assert.equal(1 + 2 + 3, #lines)
    assert.same({ "touchpoints", "", "20" }, { row(2).section, row(2).subject, row(2).target })
    local practice, services, told = row(4), row(5), row(6)
    assert.same({ "touchpoints", "Visit", "Visit", "3", "" }, { practice.section, practice.subject, practice.touchpoint, practice.n,
      practice.verdict })
    assert.near(200 / 3, tonumber(practice.value), 1e-9)
    assert.is_true(tonumber(practice.low) < 60 and tonumber(practice.high) > 70)
    assert.same({ "organise", "services", "nps", "" }, { services.section, services.subject, services.metric, services.verdict })
    assert.same({ "measure", "told", "behind", "58" }, { told.section, told.metric, told.verdict, told.n })
    assert.truthy(text(result "fi", "csv", { locale = "fi" }):find("porras;kohde\r\n", 1, true))
  end)

  it("(2): the rules of redefining are said in the report's language, the plan's own words stay", function()
    local survey = shop.survey()
    local plan = cx.plan { name = "Shop", due = "2026-12-31", redefine = { raise = "met twice running", lower = 3,
      drop = "when nobody asks", new = { "ideas", "polku ilman tavoitetta" } },
      touchpoints = { { "Invoice", goals = { cx.goal { cx.metric.nps(survey.recommend), at_least = 20 } } } } }
    local made = plan:run { today = "2026-11-21" }
    for code, wanted in pairs {
      en = { "met in 2 rounds running", "missed in 3 rounds running", "ideas, a path without a goal" },
      fi = { "saavutettu 2 kierroksella", "ei saavutettu 3 kierroksella", "ideat, polku ilman tavoitetta" },
      sv = { "uppnått 2 omgångar i rad", "ej uppnått 3 omgångar i rad", "idéer, kundresa utan mål" } } do
      local out = cx.report.text(made, "terminal", { width = 140, pages = "all", language = code })
      for _, words in ipairs(wanted) do assert.truthy(out:find(words, 1, true), words) end
      assert.truthy(out:find("when nobody asks", 1, true))
    end
  end)
end)
