-- question_spec.lua - question: which columns get a goal, what measures them, and what is left out

local profile = require "tests.lua.cx.guess.profile"
local question = require "cx.guess.question"
local role = require "cx.guess.role"

local PLAIN = { decimal = ".", header_rows = 1 }


local function find(columns, dialect)
  assert(role.assign(columns, {}))
  local by, list = {}, question.find(columns, dialect or PLAIN)
  for _, q in ipairs(list) do by[q.column.name] = q end
  return by, list
end


local function names_of(list)
  local names = {}
  for i, q in ipairs(list) do names[i] = q.column.name end
  return table.concat(names, " ")
end


local YES_NO = { Yes = 30, No = 30 }


describe("question", function()
  it("question (1): cleanliness is rated, and answers that are better than expected are known, in three languages", function()
    for _, name in ipairs { "Siisteys", "Kuinka siistiä pukuhuoneessa oli?", "Cleanliness", "Städning", "Renhet" } do
      local cells = profile.numbers(1, 5)
      cells.EOS = 3
      assert.equal(name, names_of(select(2, find { profile.new(name, cells) })))
    end
    for name, labels in pairs { ["Hur uppfylldes dina förväntningar?"] = { "sämre", "som väntat", "bättre" },
                                ["Miten odotuksesi täyttyivät?"] = { "huonommin", "odotetusti", "paremmin" },
                                ["How were your expectations met?"] = { "worse", "as expected", "better" } } do
      local cells = {}
      for i, label in ipairs(labels) do cells[label] = 20 + i end
      assert.equal(name, names_of(select(2, find { profile.new(name, cells) })))
    end
  end)

  it("question (1): a score by its wording, or by three neighbours of one name", function()
    local _, list = find { profile.new("satisfied", profile.numbers(1, 5)), profile.new("floors", profile.numbers(1, 5)),
                           profile.new("B7AA", profile.numbers(1, 5)), profile.new("B7BB", profile.numbers(1, 5)),
                           profile.new("B7CC", profile.numbers(1, 5)), profile.new("B8DD", profile.numbers(1, 5)) }
    assert.equal("satisfied B7AA B7BB B7CC", names_of(list))
    local _, two = find { profile.new("B7AA", profile.numbers(1, 5)), profile.new("B7BB", profile.numbers(1, 5)) }
    assert.equal("", names_of(two))
    local _, threes = find { profile.new("Q4A", profile.numbers(1, 3)), profile.new("Q4B", profile.numbers(1, 3)),
                             profile.new("Q4C", profile.numbers(1, 3)) }
    assert.equal("", names_of(threes))
  end)

  it("question (2): a lone 1 to 5 with the codes 0 and 6, where others of the file have both", function()
    local family = { profile.new("B7AA", profile.numbers(0, 6)), profile.new("B7BB", profile.numbers(0, 6)),
                     profile.new("B7CC", profile.numbers(0, 6)), profile.new("B8X", profile.numbers(0, 6)),
                     profile.new("B9X", profile.numbers(1, 5)) }
    local _, list = find(family)
    assert.equal("B7AA B7BB B7CC B8X", names_of(list))
    local _, alone = find { profile.new("B8X", profile.numbers(0, 6)) }
    assert.equal("", names_of(alone))
  end)

  it("question (3): yes and no, expectations and feelings when they are asked for", function()
    local by, list = find { profile.new("satisfied", profile.numbers(1, 5)), profile.new("Did you meet a problem?", YES_NO),
                            profile.new("Would you come again?", YES_NO), profile.new("Parking", YES_NO),
                            profile.new("Expectations", { exceeded = 20, met = 20, below = 20 }),
                            profile.new("mood", { calm = 20, afraid = 20, nothing = 20 }) }
    assert.equal(5, #list)
    assert.is_nil(by.Parking)
    assert.same({ "exceeded" }, by.Expectations.metric.answers)
    assert.equal("emotion", by.mood.metric.family)
    assert.equal("at_most", by["Did you meet a problem?"].metric.relation)
    assert.same({ "Yes" }, by["Would you come again?"].metric.answers)
    assert.equal("at_least", by["Would you come again?"].metric.relation)
  end)

  it("question (4): where nothing else is, any yes and no, then the commonest answer of a question", function()
    local _, list = find { profile.new("Parking", YES_NO), profile.new("Which one do you like?", { a = 20, b = 30 }) }
    assert.equal("Parking", names_of(list))
    local by
    by, list = find { profile.new("Which one do you like?", { a = 20, b = 30 }), profile.new("thing", { a = 20, b = 30 }) }
    assert.equal(1, #list)
    assert.same({ "b" }, by["Which one do you like?"].metric.answers)
    by, list = find { profile.new("Parking", { Yes = 4, No = 5 }) }
    assert.same({ {}, {} }, { by, list })
  end)

  it("question (5): what measures what", function()
    local by = find { profile.new("recommend", profile.numbers(0, 10)), profile.new("ease", profile.numbers(1, 7)),
                      profile.new("satisfied", profile.numbers(1, 5)), profile.new("service", profile.numbers(1, 10)),
                      profile.new("trust", profile.numbers(1, 3)), profile.new("effort", profile.numbers(1, 5)),
                      profile.new("rank A", profile.numbers(1, 6)), profile.new("recommendation", profile.numbers(1, 5)) }
    assert.equal("nps", by.recommend.metric.family)
    assert.equal("ces", by.ease.metric.family)
    assert.same({ "csat", 2 }, { by.satisfied.metric.family, by.satisfied.metric.top })
    assert.equal("mean", by.service.metric.family)
    assert.same({ "csat", 1 }, { by.trust.metric.family, by.trust.metric.top })
    assert.same({ "mean", "at_most" }, { by.effort.metric.family, by.effort.metric.relation })
    assert.same({ "mean", "at_most" }, { by["rank A"].metric.family, by["rank A"].metric.relation })
    assert.equal("csat", by.recommendation.metric.family)
  end)

  it("tells what is left out, and why, every column once", function()
    local columns = { profile.new("satisfied", profile.numbers(1, 5)), profile.new("Email", { ["a@b.fi"] = 60 }),
                      profile.new("comment", { ["it was good"] = 30, ["it was bad"] = 30 }), profile.new("Gender", { m = 30, f = 30 }),
                      profile.new("years", profile.numbers(0, 30)), profile.new("Status", { ok = 30, bad = 30 }),
                      profile.new("none", {}), profile.new("same", { x = 60 }), profile.new("code", profile.numbers(1, 2)),
                      profile.new("used", { ["Web;App"] = 9, ["Desk;Fax"] = 9, ["Post;Phone"] = 9 }) }
    find(columns)
    local by = {}
    for _, one in ipairs(question.left(columns)) do by[one.kind] = table.concat(one.names, " ") end
    assert.same({ personal = "Email", text = "comment", background = "Gender", number = "years", technical = "Status",
                  empty = "none", constant = "same", codes = "code", several = "used" }, by)
  end)
end)
