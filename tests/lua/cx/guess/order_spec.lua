-- order_spec.lua - order: labels that are no answer, yes and no, and which are better

local order = require "cx.guess.order"


-- Labels from the worst to the best.
local function sorted(labels)
  local list, texts = order.of(labels), {}
  for i, one in ipairs(list or {}) do texts[one.value] = one.text; assert.equal(i, one.value) end
  return list and texts
end


describe("order", function()
  it("knows labels that are no answer, in three languages", function()
    for label, reason in pairs { ["En osaa sanoa"] = "dont_know", ["Vet ej"] = "dont_know", ["Don't know"] = "dont_know",
                                 Blank = "blank", ["-"] = "blank", ["N/A"] = "not_applicable", ["Unfamiliar (N/A)"] =
                                 "not_applicable", ["Never used"] = "never_used", ["Ingen åsikt"] = "no_opinion" } do
      assert.equal(reason, order.missing(label), label)
    end
    for _, label in ipairs { "Yes", "Never", "5", "Neutral", "I do not know what they meant by this question at all" } do
      assert.is_nil(order.missing(label), label)
    end
  end)

  it("hears yes and no in the first word", function()
    assert.equal("yes", order.yes_no "Kyllä")
    assert.equal("yes", order.yes_no "Yes, very rude")
    assert.equal("no", order.yes_no "Nej")
    assert.equal("no", order.yes_no "No, not rude at all")
    assert.is_nil(order.yes_no "Nothing")
  end)

  it("order (1): a label that begins or ends with its number says it", function()
    assert.is_nil(order.of { "10 - Extremely likely", "9", "0 = ei lainkaan" })
    local list, told = order.of { "10 - Extremely likely", "0 = ei lainkaan" }
    assert.same({ { text = "10 - Extremely likely", value = 10 }, { text = "0 = ei lainkaan", value = 0 } }, list)
    assert.is_true(told)
  end)

  it("order (2): very, somewhat and neither part labels of one kind, in three languages", function()
    local want = { "Very dissatisfied", "Somewhat dissatisfied", "Neither satisfied nor dissatisfied", "Somewhat satisfied",
                   "Very satisfied" }
    assert.same(want, sorted { want[4], want[1], want[5], want[3], want[2] })
    want = { "Täysin eri mieltä", "Jokseenkin eri mieltä", "Ei samaa eikä eri mieltä", "Jokseenkin samaa mieltä",
             "Täysin samaa mieltä" }
    assert.same(want, sorted { want[5], want[3], want[2], want[4], want[1] })
    want = { "Erittäin tyytymätön", "Melko tyytymätön", "Ei tyytyväinen eikä tyytymätön", "Melko tyytyväinen",
             "Erittäin tyytyväinen" }
    assert.same(want, sorted { want[3], want[1], want[2], want[5], want[4] })
    want = { "Mycket missnöjd", "Ganska missnöjd", "Varken nöjd eller missnöjd", "Ganska nöjd", "Mycket nöjd" }
    assert.same(want, sorted { want[2], want[1], want[5], want[4], want[3] })
    assert.same({ "Poor", "Fair", "Good", "Excellent" }, sorted { "Good", "Excellent", "Poor", "Fair" })
  end)

  it("order (2): labels that come out alike, or that are all good, are no scale", function()
    assert.is_nil(order.of { "calm", "uneasy", "tense", "afraid" })
    assert.is_nil(order.of { "Good", "Excellent", "Very good" })
    assert.is_nil(order.of { "Tomorrow", "Today", "Good" })
  end)

  it("order (3): a good word that is denied is a bad one", function()
    assert.is_true(order.worth "not easy" < 0)
    assert.is_true(order.worth "Not at all satisfied" < 0)
    assert.is_true(order.worth "Easy" > 0)
    for _, label in ipairs { "Instämmer inte", "Inte särskilt nöjd", "En ole tyytyväinen", "Ei kovin helppoa", "Not very happy" } do
      assert.is_true(order.worth(label) < 0, label)
    end
    assert.is_true(order.worth "En bra start" > 0)
  end)

  it("parts feelings when each is known, and only then", function()
    assert.same({ positive = { "calm" }, negative = { "afraid", "tense" }, none = { "nothing" } },
      order.feelings { "calm", "afraid", "tense", "nothing" })
    assert.is_nil(order.feelings { "calm", "afraid", "purple" })
    assert.is_nil(order.feelings { "calm", "delighted" })
  end)
end)
