-- claim_spec.lua - report/why/claim.lua: a sentence of each claim in three languages, the table of all, what to decide

local cx = require "cx"
local claim = require "cx.report.why.claim"
local lang = require "cx.lang"
local told = dofile "tests/lua/cx/report/why/told.lua"
local texts = require "cx.report.why.words.claim"


local function outcome(name, more)
  local made = { kind = "claim", claim = name, source_says = "true", confidence = 0.95, verdict = "cannot tell", names = {}, notes = {} }
  for key, value in pairs(more) do made[key] = value end
  return made
end


local function emotion(more)
  local made = outcome("share_of_experience", { is = { is = 2 / 3 }, names = { parts = { "emotion" } },
    estimate = { value = 0.54, low = 0.39, high = 0.68, n = 1210, counts = "people", unit = "share" }, data = { surveys = { "a.csv" } } })
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end


local function said(made)
  local list = {}
  for i, code in ipairs { "en", "fi", "sv" } do list[i] = claim.sentence(made, lang.load(code)) end
  return list
end


describe("report: claim", function()
  it("has the same words in three languages", function() told.same_keys(texts) end)

  it("(1) (3): says what is claimed, the verdict, and what the data say", function()
    assert.same({ '“Emotion is 2/3 of the experience”: cannot tell, here 54% (39–68).',
                  '”Tunne on 2/3 kokemuksesta”: ei ratkea vielä, meillä 54\u{a0}% (39–68).',
                  '”Känslan är 2/3 av upplevelsen”: kan inte avgöras, hos oss 54\u{a0}% (39–68).' }, said(emotion()))
    assert.same('”Helppous ja tehokkuus ovat vähintään 35\u{a0}% kokemuksesta”: saa tukea, meillä 54\u{a0}% (39–68).',
      said(emotion { is = { at_least = 0.35, low = 0.35 }, names = { parts = { "ease", "efficiency" } }, verdict = "supported" })[2])
    assert.same('”Känslan är högst 1/2 av upplevelsen”: får inte stöd, hos oss 54\u{a0}% (39–68).',
      said(emotion { is = { at_most = 0.5, high = 0.5 }, verdict = "refuted" })[3])
    assert.same('“Brand is 54% of the experience”: cannot tell, here 54% (39–68).',
      said(emotion { is = { is = 0.54 }, names = { parts = { "brand" } } })[1])
  end)

  it("(1): says what would decide it, to two digits", function()
    local made = outcome("follows", { names = { staff = true }, needs = { code = "n", counts = "units", n = 20, has = 9, power = 0.8 } })
    assert.same({ '“Customer experience follows employee experience”: cannot tell; 9 units, about 20 needed.',
                  '”Asiakaskokemus seuraa henkilöstökokemusta”: ei ratkea vielä; nyt 9 yksikköä, tarvitaan noin 20.',
                  '”Kundupplevelsen följer medarbetarupplevelsen”: kan inte avgöras; nu 9 enheter, cirka 20 behövs.' }, said(made))
    made.needs = { code = "n", counts = "people", n = 8851, has = 200, power = 0.8 }
    assert.matches("nyt 200 vastaajaa, tarvitaan noin 8\u{a0}900%.$", said(made)[2])
    made.needs = { code = "n", counts = "units", n = 3, has = 2 }
    assert.matches("2 units, at least 3 needed%.$", said(made)[1])
    made.needs = { code = "n", counts = "people", n = 5 }
    assert.matches("tarvitaan vähintään 5 vastaajaa%.$", said(made)[2])
    made.needs = { code = "never", counts = "people", has = 5 }
    assert.matches("påståendets gräns", said(made)[3])
    assert.same({ '“Emotion is 2/3 of the experience”: cannot tell, here 54% (39–68); the data fit it, but to support it the plan must '
                    .. 'say how far off is near enough.',
                  '”Tunne on 2/3 kokemuksesta”: ei ratkea vielä, meillä 54\u{a0}% (39–68); sopii aineistoon, mutta tukea varten '
                    .. 'suunnitelman on sanottava, kuinka suuri poikkeama sallitaan.',
                  '”Känslan är 2/3 av upplevelsen”: kan inte avgöras, hos oss 54\u{a0}% (39–68); stämmer med data, men för stöd '
                    .. 'måste planen ange hur stor avvikelse som tillåts.' }, said(emotion { needs = { code = "margin" } }))
  end)

  it("(5): says what a percentage is a share of, in the sentence", function()
    local function of(name, unit)
      return said(outcome(name, { verdict = "refuted", estimate = { value = 0.25, low = 0.1, high = 0.4, n = 9, unit = unit,
        counts = unit == "share" and "decisions" or "people", method = "m 95 %" } }))
    end
    assert.matches("meillä 25\u{a0}%% päätöksistä nojaa havaintoon %(10–40%)", of("led_by_feel", "share")[2])
    assert.matches("hos oss bygger 25\u{a0}%% av besluten på en iakttagelse", of("led_by_feel", "share")[3])
    assert.matches("here the encounters explain 25%% more of the variation", of("suffices", "r_squared")[1])
    assert.matches("hos oss förklarar beteendet 25\u{a0}%% av variationen", of("behaviour_predicts", "r_squared")[3])
  end)

  it("(2): has a text, and a word for each thing that may lack, of every maker in every language", function()
    local units = { "share", "r", "r_squared", "slope", "beta", "weight", "points", "percent", "score", "count" }
    local lacks = {}
    for what in pairs(texts.en.lacks) do lacks[#lacks + 1] = what end
    for _, name in ipairs(require "cx.claim".names()) do
      for _, unit in ipairs(units) do
        for verdict in pairs(texts.en.verdict) do
          local made = outcome(name, { text = name == "own" and "Mine" or nil, verdict = verdict, is = { low = 0 },
            names = { metric = { name = "nps", question = "rec" }, from = { name = "mean", question = "a" },
                      to = { name = "sales", question = "sales" }, parts = { "emotion" } }, notes = { { code = "few_channels", n = 2 },
              { code = "no_link_margin" }, { code = "said", text = "as told" } },
            estimate = { value = 1.5, low = -2, high = 3, n = 9, counts = "rounds", unit = unit, change = unit == "points",
                         difference = unit == "percent" }, source = "S", source_says = "false", source_agrees = verdict == "refuted",
            needs = { code = "n", counts = "people", n = 12, has = 9, power = 0.8 },
            parts = { { name = "score", measure = { name = "nps", question = "rec" }, rounds = 5, verdict = verdict,
                        estimate = { value = 1, low = 0, high = 2, n = 5, counts = "rounds", unit = "points", change = true } },
                      { name = "held", measure = { name = "x", question = "x" }, rounds = 2, verdict = "cannot tell" } } })
          if name == "share_of_experience" then made.is = { is = 0.5, margin = 0.1, low = 0.4, high = 0.6 } end
          told.all(claim, made)
        end
      end
    end
    for _, what in ipairs(lacks) do told.all(claim, outcome("end_matters", { needs = { code = "data", what = what } })) end
  end)

  it("(2): every thing that a maker finds lacking has a word", function()
    for file in io.popen "ls lua/cx/claim/*.lua lua/cx/claim.lua":lines() do
      local source <close> = assert(io.open(file))
      local text = source:read "a"
      for _, form in ipairs { 'lacks = "([%a_]+)"', 'what = "([%a_]+)"' } do
        for what in text:gmatch(form) do assert.is_string(texts.en.lacks[what], what) end
      end
    end
  end)

  it("tells all claims in one table, with data, needs and sources", function()
    local words = lang.load "fi"
    local list = { emotion { source = "Korkiakoski 2019" }, outcome("unrelated", { verdict = "refuted", source = "Salonen", source_says = "false",
      is = { is = 0, margin = 0.1, low = -0.1, high = 0.1 }, names = { from = { name = "nps", question = "rec" }, to = { name = "myynti", question = "myynti" } },
      estimate = { value = 0.4, low = 0.2, high = 0.6, n = 9, counts = "units", unit = "r" } }) }
    local block = claim.all(list, words)[1]
    assert.same({ "Tunne on 2/3 kokemuksesta", "ei ratkea vielä", "2/3", "54\u{a0}%", "39–68", "1\u{a0}210 vastaajaa · a.csv",
                  "Korkiakoski 2019" }, block.rows[1])
    assert.same({ "NPS · rec ja myynti eivät liity toisiinsa", "ei saa tukea", "rajoissa ±0,1", "r 0,40", "0,20–0,60", "9 yksikköä",
                  "Salonen (kiistää)" }, block.rows[2])
    assert.matches("^Luottamusvälit 95", block.note)
  end)

  it("(4): asks what changes where a belief was refuted, and only there", function()
    assert.equal('What changes, now that the data refute “Emotion is 2/3 of the experience”?',
      claim.decide(emotion { verdict = "refuted" }, lang.load "en"))
    assert.is_nil(claim.decide(emotion(), lang.load "en"))
  end)

  it("stands in a plan's report: on page one, in a section, and among what the plan says", function()
    local lines = { "care,ease,recommend" }
    for i = 1, 300 do lines[#lines + 1] = ("%d,%d,%d"):format(i % 5 + 1, i // 5 % 5 + 1, (i % 5) * 2 + i // 5 % 5 // 2) end
    local answers = cx.survey { text = table.concat(lines, "\n") .. "\n", questions = { recommend = cx.scale.nps,
      care = cx.scale { 1, 5, part = "emotion" }, ease = cx.scale { 1, 5, part = "ease" } } }
    local plan = cx.plan { name = "A", measure = { surveys = { answers } }, define = { claims = { "a text alone",
        cx.claim.share_of_experience { part = "emotion", is = 1 / 4, outcome = answers.recommend } } },
      touchpoints = { { "All", goals = cx.goal { cx.metric.nps(answers.recommend), at_least = 1 } } } }
    local result = plan:run { today = "2026-11-21" }
    assert.equal("refuted", result.claims[1].verdict)
    local text = cx.report.text(result, "markdown", { language = "fi" })
    assert.matches('”Tunne on 1/4 kokemuksesta”: ei saa tukea, meillä 9%d', text)
    assert.matches('Mikä muuttuu, kun väite ”Tunne on 1/4 kokemuksesta” ei saa tukea', text)
    assert.matches("väitteet: a text alone, Tunne on 1/4 kokemuksesta", text)
    local json = require "cjson".decode(cx.report.text(result, "json"))
    assert.same({ "claim", "share_of_experience", "refuted" }, { json.claims[1].kind, json.claims[1].claim, json.claims[1].verdict })
  end)
end)
