-- json_spec.lua - data that stand in a ledger come back as they went, in the same bytes
--
--   file > rows > batch > tally > metric > goal > report

local json = require "cx.ledger.json"


describe("ledger's json", function()
  it("(1): keys stand in byte order, lists are lists, and the same data are the same bytes", function()
    assert.equal('{"B":1,"a":{"x":[1,2,[]]},"ä":true}', (json.encode { a = { x = { 1, 2, {} } }, B = 1, ["ä"] = true })
      :gsub("{}", "[]"))
    for _ = 1, 20 do
      local data, keys = {}, {}
      for i = 1, 50 do keys[i] = "k" .. i end
      for i = 50, 2, -1 do
        local j = math.random(i)
        keys[i], keys[j] = keys[j], keys[i]
      end
      for _, key in ipairs(keys) do data[key] = key end
      local first = json.encode(data)
      assert.equal(first, json.encode(json.decode(first)))
      assert.equal('{"k1":"k1","k10":"k10","k11"', first:sub(1, 28))
    end
  end)

  it("(2): numbers come back to the last bit, whole ones whole", function()
    local cases = { 0, 1, -1, 0.1, 1 / 3, -2.5e-7, 1e300, 5e-324, 2 ^ 53 - 1, 2.0 ^ 60, 123456789.125 }
    for _ = 1, 500 do cases[#cases + 1] = (math.random() - 0.5) * 10 ^ math.random(-300, 300) end
    local back = json.decode(json.encode(cases))
    for i, x in ipairs(cases) do assert.is_true(x == back[i], tostring(x)) end
    assert.equal("[3,3,0]", json.encode { 3, 3.0, -0.0 })
    assert.equal("integer", math.type(json.decode "[3]"[1]))
    assert.equal("0.10000000000000001", json.encode(0.1))
  end)

  it("(3): what would not come back is refused, with its path", function()
    local function refused(pattern, data)
      local text, why = json.encode(data)
      assert.is_nil(text)
      assert.truthy(why:find(pattern), why)
    end
    refused("^a%.b%[2%]: a number is wanted, not", { a = { b = { 1, 0 / 0 } } })
    refused("^x: a number is wanted, not inf", { x = math.huge })
    refused("^x: 9007199254740992 has more digits than JSON keeps; give it as a text", { x = 1 << 53 })
    refused("^x: %-9223372036854775808 has more digits", { x = math.mininteger })
    refused("^f: data are texts, numbers, booleans and tables, not a function", { f = print })
    refused("keys are texts, or all of 1 to n, not 0", { a = { [0] = 1 } })
    refused("keys are texts, or all of 1 to n, not 1", { a = { 1, b = 2 } })
    refused("keys are texts, or all of 1 to n, not", { 1, nil, 3 })
    local cycle = {}
    cycle.again = cycle
    refused("again: tables are at most 100 deep; is there a cycle", cycle)
  end)

  it("(4): bytes that are no UTF-8 pass through, controls and quotes are written out", function()
    local all = {}
    for byte = 0, 255 do all[#all + 1] = string.char(byte) end
    local text = table.concat(all)
    assert.equal(text, json.decode(json.encode { text })[1])
    assert.equal([["\u0000\"\\\n\u007fä]] .. '\xff"', json.encode "\0\"\\\n\127ä\xff")
  end)

  it("decodes nothing but JSON, and null as nothing", function()
    assert.same({ nil, "Expected value but found invalid token at character 1" }, { json.decode "nope" })
    assert.same({ a = 1 }, json.decode '{"a":1,"b":null}')
  end)
end)
