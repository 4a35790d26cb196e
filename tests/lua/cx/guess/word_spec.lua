-- word_spec.lua - word: names and wordings as words, and stems among them

local word = require "cx.guess.word"


describe("word", function()
  it("word (1): a name has the words that it is made of, in small letters beyond ASCII too", function()
    assert.equal(" job satisfaction ", word.fold "JobSatisfaction")
    assert.equal(" job satisfaction ", word.fold "job_satisfaction")
    assert.equal(" q10 safe ", word.fold "Q10SAFE")
    assert.equal(" ip address ", word.fold "IPAddress")
    assert.equal(" en osaa sanoa ", word.fold "  En osaa sanoa.")
    assert.equal(" åäö é ", word.fold "ÅÄÖ É")
    assert.equal(" n a ", word.fold "N/A")
    assert.equal(2, word.count(word.fold "Työn ilo"))
  end)

  it("word (2): a stem begins a word, = is a whole one, * is anywhere", function()
    local said = word.fold "Asiakastyytyväisyys and paying"
    assert.equal("tyytyväi", word.has(said, { "*tyytyväi" }))
    assert.is_nil(word.has(said, { "tyytyväi" }))
    assert.equal("asiakas", word.has(said, { "asiakas" }))
    assert.is_nil(word.has(said, { "=asiakas" }))
    assert.equal("and", word.has(said, { "=an", "=and" }))
  end)

  it("puts a text on one line, without tags, cut between words and never inside a letter", function()
    assert.equal("How easy was it?", word.line "  How <b>easy</b>\n was it? ")
    assert.equal("Kuinka ...", word.line("Kuinka todennäköisesti", 12))
    assert.is_truthy(utf8.len(word.line(("ä"):rep(40), 21)))
  end)
end)
