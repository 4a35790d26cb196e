-- channel_spec.lua - report/why/channel.lua and sides.lua, and their words

local cx = require "cx"
local lang = require "cx.lang"


local function keys(table_of, at, list)
  for key, value in pairs(table_of) do
    if type(value) == "table" then keys(value, at .. "." .. key, list) else list[#list + 1] = at .. "." .. key end
  end
  table.sort(list)
  return list
end


local function answers(gap)
  local lines = { "place,way,x,sold" }
  for _, place in ipairs { "desk", "shop" } do
    for _, way in ipairs { "web", "store", "phone" } do
      for i = 1, 60 do
        local x = 6 + i % 3 - (place == "desk" and way == "phone" and gap or 0)
        lines[#lines + 1] = ("%s,%s,%d,%s"):format(place, way, x, i % 4 == 0 and "yes" or "no")
      end
    end
  end
  return cx.survey { text = table.concat(lines, "\n") .. "\n", touchpoint = "place", channel = "way",
                     questions = { x = cx.scale { 0, 10 }, sold = cx.scale.names { "yes", "no" } } }
end


-- Every text of a document, to be searched.
local function all_text(value, list)
  if type(value) == "string" then list[#list + 1] = value end
  for _, one in pairs(type(value) == "table" and value or {}) do all_text(one, list) end
  return list
end


local function check_filled(part, outcome)
  for _, code in ipairs(lang.known) do
    local words = lang.load(code)
    local list = all_text(part.blocks(outcome, words), { part.sentence(outcome, words), part.decide(outcome, words) })
    for _, said in ipairs(list) do assert.is_nil(said:find "[{}]", said) end
  end
end


describe("report/why/channel", function()
  local channel = require "cx.report.why.channel"

  it("words: the three languages have the same keys", function()
    for _, kind in ipairs { "channel", "sides" } do
      local texts = require("cx.report.why.words." .. kind)
      assert.same(keys(texts.en, "", {}), keys(texts.fi, "", {}))
      assert.same(keys(texts.en, "", {}), keys(texts.sv, "", {}))
    end
  end)

  it("(1) (2): names the touchpoint that differs and the channel that is below", function()
    local one = answers(2)
    local made = assert(cx.channel { score = cx.metric.mean(one.x) }:measure())
    local said = channel.sentence(made, lang.load "en")
    assert.matches("^1 of 2 touchpoints feel different by channel: desk %(most apart: phone, \u{2212}2.00 from the others", said)
    assert.matches("^Who brings phone in line at desk%?", channel.decide(made, lang.load "en"))
    check_filled(channel, made)
  end)

  it("(1) (2): tells nothing where nothing is", function()
    local one = answers(0)
    local made = assert(cx.channel { score = cx.metric.mean(one.x), margin = 1 }:measure())
    assert.equal("At none of 2 touchpoints are channels surely different; 2 are surely in line.",
      channel.sentence(made, lang.load "en"))
    assert.is_nil(channel.decide(made, lang.load "en"))
    check_filled(channel, made)
  end)
end)


describe("report/why/sides", function()
  local sides = require "cx.report.why.sides"

  it("(1): counts the sides and asks about what pays without pleasing", function()
    local one = answers(3)
    local made = assert(cx.sides { score = cx.metric.mean(one.x), goal = 6.5, value = { desk = 10, shop = 5 }, unit = "€",
                                   sales = cx.metric.share(one.sold, "yes") }:measure())
    assert.equal("Of 2 touchpoints 1 surely serve both sides, 0 only the customer, 1 only the company, 0 neither.",
      sides.sentence(made, lang.load "en"))
    assert.matches("^How long does desk pay", sides.decide(made, lang.load "en"))
    assert.equal(2, #sides.blocks(made, lang.load "fi"))
    check_filled(sides, made)
  end)
end)
