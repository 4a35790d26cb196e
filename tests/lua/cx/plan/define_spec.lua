-- define_spec.lua - plan/define.lua: what the organisation wants its customers to have

local made = dofile "tests/lua/cx/plan/made.lua"


local function promises(define)
  local list = {}
  for i, one in ipairs(made.inside { define = define, touchpoints = false }.promises) do
    list[i] = ("%s %s: %s"):format(one.kind, one.id, one.text)
  end
  return list
end


describe("plan.define", function()
  it("(1) (2): a text has the id of its kind, texts of a list are counted, a map has its keys in byte order", function()
    assert.same({ "value value: Time", "experience care: I am looked after", "experience ease: It goes by itself",
                  "benefit benefit 1: An hour", "benefit benefit 2: A day" },
      promises { value = "Time", experience = { ease = "It goes by itself", care = "I am looked after" },
                 benefit = { "An hour", "A day" } })
    assert.same({}, promises {})
  end)

  it("(2): two promises of one id are refused, and what is no text", function()
    made.refuses("define.benefit.care: 'care' is a goal of define already; another id is wanted",
      { define = { experience = { care = "x" }, benefit = { care = "y" } } })
    made.refuses("define.experience.care: a text is wanted, not 5", { define = { experience = { care = 5 } } })
    made.refuses("define.value[2]: a text is wanted, not a table", { define = { value = { "x", {} } } })
    made.refuses("define.value: a table is wanted, such as { care = \"I am looked after\" }, not 7", { define = { value = 7 } })
    made.refuses("define: a table is wanted, not \"x\"", { define = "x" })
  end)

  it("(1): an unknown key names the nearest", function()
    made.refuses('define: unknown key "experiense"; did you mean "experience"? known are value, experience',
      { define = { experiense = "x" } })
    made.refuses("define: item 1 has no name; known are value", { define = { "x" } })
  end)

  it("(3): emotions now and in future, principles, brand and images", function()
    local inside = made.inside { touchpoints = false, define = { brand = "human", principles = { "trust", "more than expected" },
      emotions = { now = "calm", future = { "glad", "proud" } }, images = "old", edge = { "nearness" } } }
    assert.same({ now = { "calm" }, future = { "glad", "proud" } }, inside.emotions)
    made.refuses('define.emotions: unknown key "later"', { define = { emotions = { later = "x" } } })
    made.refuses("define.emotions.now: a text or a list of texts is wanted, not 3", { define = { emotions = { now = 3 } } })
    made.refuses("define.principles[2]: a text is wanted, not false", { define = { principles = { "a", false } } })
    made.refuses("define.brand: a text is wanted, not true", { define = { brand = true } })
  end)

  it("(4): a claim is a text, a table with one, or made by a maker; nothing else", function()
    local claim = { kind = "claim" }
    local inside = made.inside { touchpoints = false, define = { claims = { "the end matters", { text = "x", source = "y" }, claim,
                                                                          { "z" } } } }
    assert.equal(4, #inside.claims)
    assert.equal(claim, inside.claims[3])
    assert.same({ "one alone" }, made.inside { touchpoints = false, define = { claims = "one alone" } }.claims)
    made.refuses('define.claims[2]: a claim is wanted, such as "the last moment matters most", not 4', { define = { claims = { "x", 4 } } })
    made.refuses("define.claims[1]: a claim is wanted", { define = { claims = { { source = "x" } } } })
  end)
end)
