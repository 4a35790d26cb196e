-- metric_spec.lua - metric.lua: answers to scores, and what is refused

local metric = require "cx.metric"


local function scale(from, to, name)
  local answers = {}
  for value = from, to do answers[#answers + 1] = { value = value, label = tostring(value) } end
  return { kind = "question", name = name or "q", type = "score", from = from, to = to, answers = answers }
end


local function names(list, name)
  local answers = {}
  for i, value in ipairs(list) do answers[i] = { value = value } end
  return { kind = "question", name = name or "q", type = "names", answers = answers }
end


local expectation = names({ "alitti", "täytti", "ylitti" }, "odotus")
local feeling = names({ "luottavainen", "ilahtunut", "ei tunnetta", "harmistunut" }, "tunne")


local function scores(m, question)
  return metric.scores_for(m, question)
end


-- The message, which must name this file.
local function trouble(f)
  local fine, message = pcall(f)
  assert.is_false(fine)
  assert.matches("metric_spec%.lua:%d+: ", message)
  return message
end


describe("metric", function()
  it("(1): nps scores 9-10 as 100, 7-8 as 0, 0-6 as -100", function()
    assert.same({ -100, -100, -100, -100, -100, -100, -100, 0, 0, 100, 100 }, scores(metric.nps, scale(0, 10)))
    assert.equal("points", metric.nps.unit)
  end)


  it("(1): nps on five points asks which answers are promoters", function()
    local message = trouble(function() metric.nps(scale(1, 5, "satisfied")) end)
    assert.matches('nps wants a scale from 0 to 10, and question "satisfied" has one from 1 to 5: '
      .. 'which answers are promoters%? give scores', message)
    trouble(function() scores(metric.nps, scale(0, 9)) end)
    trouble(function() scores(metric.nps, expectation) end)
  end)


  it("(1): nps with declared scores goes on any scale", function()
    local m = metric.nps { question = scale(1, 5), scores = { [5] = 100, [1] = -100, [2] = -100 }, others = 0 }
    assert.same({ -100, -100, 0, 0, 100 }, scores(m, scale(1, 5)))
    assert.equal("nps", m.name)
  end)


  it("(1): enps is nps by another name", function()
    assert.equal("enps", metric.enps("tyopaikka").name)
    assert.same(scores(metric.nps, scale(0, 10)), scores(metric.enps, scale(0, 10)))
  end)


  it("(2): csat counts the two highest answers, or as many as told", function()
    assert.same({ 0, 0, 0, 100, 100 }, scores(metric.csat, scale(1, 5)))
    assert.same({ 0, 0, 0, 0, 100 }, scores(metric.csat("q", { top = 1 }), scale(1, 5)))
    assert.same({ 0, 0, 100, 100, 100 }, scores(metric.csat { question = "q", top = 3 }, scale(1, 5)))
    assert.equal("percent", metric.csat.unit)
  end)


  it("(2): csat goes by value, not by the order of the answers", function()
    local turned = { kind = "question", name = "q", type = "score", answers = { { value = 5 }, { value = 1 }, { value = 4 } } }
    assert.same({ 100, 0, 100 }, scores(metric.csat, turned))
  end)


  it("(2): csat that leaves nothing below, or names without order, are refused", function()
    assert.matches("leaves nothing below", trouble(function() metric.csat(scale(1, 5), { top = 5 }) end))
    assert.matches("use share", trouble(function() metric.csat(expectation) end))
    assert.matches("whole number from 1", trouble(function() metric.csat("q", { top = 0 }) end))
  end)


  it("(3): mean and ces score the answer itself", function()
    assert.same({ 1, 2, 3, 4, 5, 6, 7 }, scores(metric.ces, scale(1, 7)))
    assert.same({ -1, 0, 1 }, scores(metric.mean, scale(-1, 1)))
    assert.matches("are not numbers", trouble(function() metric.mean(expectation) end))
  end)


  it("(4): share scores one answer, or several, by value or by label", function()
    assert.same({ 0, 0, 100 }, scores(metric.share(expectation, "ylitti"), expectation))
    assert.same({ 0, 100, 100 }, scores(metric.share(expectation, { "täytti", "ylitti" }), expectation))
    assert.same({ 100, 0, 0 }, scores(metric.share("odotus", "alitti"), expectation))
    local labelled = { kind = "question", name = "q", type = "score",
      answers = { { value = 1, label = "Yes" }, { value = 2, label = "No" } } }
    assert.same({ 100, 0 }, scores(metric.share(labelled, "Yes"), labelled))
    assert.same({ 0, 100 }, scores(metric.share { question = labelled, answer = 2 }, labelled))
  end)


  it("(4): share may wait for its question, but not for its answer", function()
    assert.same({ 0, 0, 100 }, scores(metric.share { answer = "ylitti" }, expectation))
    assert.matches("which answer", trouble(function() scores(metric.share, expectation) end))
    assert.matches("which answer", trouble(function() metric.share(expectation) end))
  end)


  it("(5): emotion scores its three classes, the share without emotion beside", function()
    local m = metric.emotion { question = feeling, positive = { "luottavainen", "ilahtunut" },
      negative = "harmistunut", none = "ei tunnetta" }
    assert.same({ 100, 100, 0, -100 }, scores(m, feeling))
    assert.same({ 0, 0, 100, 0 }, scores(m.beside, feeling))
    assert.equal("tunne", m.beside.question)
  end)


  it("(5) (7): emotion must class every answer, and once", function()
    assert.matches('"ei tunnetta" of question "tunne" is neither', trouble(function()
      metric.emotion { question = feeling, positive = { "luottavainen", "ilahtunut" }, negative = "harmistunut" }
    end))
    assert.matches("two classes", trouble(function()
      metric.emotion { question = feeling, positive = { "luottavainen" }, negative = "luottavainen" }
    end))
  end)


  it("(6): one's own gives every answer a score, or says what the others get", function()
    local m = metric { question = "odotus", scores = { ylitti = 1, ["alitti"] = -1 }, others = 0, name = "yllätys" }
    assert.same({ -1, 0, 1 }, scores(m, expectation))
    assert.same({ "yllätys", "score", "odotus", "own" }, { m.name, m.unit, m.question, m.family })
    assert.matches('answer "täytti" of question "odotus" has no score', trouble(function()
      metric { question = expectation, scores = { ylitti = 1, alitti = -1 } }
    end))
  end)


  it("(6): a score is a finite number", function()
    for _, strange in ipairs { 1 / 0, 0 / 0, "5", 1e300 } do
      assert.matches("no finite number", trouble(function() metric { scores = { [1] = strange } } end))
    end
    assert.matches("a table answer %-> score", trouble(function() metric { scores = {} } end))
    assert.matches('unknown unit "pts"', trouble(function() metric { scores = { 1 }, unit = "pts" } end))
  end)


  it("(7): an answer that the scale lacks is refused, and the answers are listed", function()
    local message = trouble(function() metric.share(expectation, "ylitt") end)
    assert.matches('the scale of question "odotus" has no answer "ylitt"; it has "alitti", "täytti", "ylitti"$', message)
    trouble(function() metric { question = scale(1, 5), scores = { [6] = 0 }, others = 1 } end)
  end)


  it("(8): a metric may stand unbound, and be bound by whoever uses it", function()
    assert.is_nil(metric.nps.question)
    local question = scale(0, 10, "recommend")
    local bound = metric.bind(metric.nps, question)
    assert.equal("recommend", bound.question)
    assert.is_nil(metric.nps.question)
    assert.equal(bound, metric.bind(bound, scale(0, 10, "other")))
    assert.is_true(metric.is(bound) and metric.is(metric.csat) and not metric.is {})
  end)


  it("(7): a number without a scale has the answers that were found, and may lack one", function()
    local number = { kind = "question", name = "visits", type = "number", answers = { { value = 1 }, { value = 3 } } }
    assert.same({ 1, 3 }, scores(metric.mean, number))
    assert.same({ 0, 0 }, scores(metric.share(number, 2), number))
    assert.same({ 5, 1 }, scores(metric { scores = { [1] = 5, [2] = 7 }, others = 1 }, number))
    assert.matches("a scale with ends", trouble(function() metric.csat(number) end))
    number.answers = {}
    assert.equal("visits", metric.mean(number).question)
  end)


  it("(7): names that look like numbers are found by either", function()
    local problem = names({ "1", "2" }, "problem")
    assert.same({ 100, 0 }, scores(metric.share(problem, 1), problem))
    assert.same({ 0, 100 }, scores(metric.share(problem, "2"), problem))
  end)


  it("(8): a question carries its survey along", function()
    local question = scale(0, 10)
    question.survey = {}
    assert.equal(question.survey, metric.nps(question).survey)
  end)


  it("score_of: answers to scores", function()
    assert.same({ alitti = 0, ["täytti"] = 0, ylitti = 100 }, metric.share("odotus", "ylitti").score_of(expectation))
  end)


  it("(9): mistakes are raised at the line that made them, with the known names", function()
    assert.matches("the question is nil", trouble(function() metric.nps(nil) end))
    assert.matches('did you mean "top"', trouble(function() metric.csat { question = "q", tpo = 1 } end))
    assert.matches('unknown metric "npz"; did you mean "nps"', trouble(function() return metric.npz, 1 end))
    assert.matches("a question or its name", trouble(function() metric.nps(7) end))
    assert.matches("a question is wanted, not a survey", trouble(function() metric.nps { kind = "survey" } end))
    assert.matches("no answers to score", trouble(function()
      metric.mean { question = { kind = "question", name = "idea", type = "text", answers = {} } }
    end))
  end)
end)
