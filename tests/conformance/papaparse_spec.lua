-- papaparse_spec.lua - the plain cases of a well-tested parser
--
--   file > ROWS > batch > tally > metric > goal > report

local cjson = require "cjson"
package.path = "tests/conformance/?.lua;" .. package.path
local cells = require "cells"

local options = { delimiter = ",", quote = '"', skip_space = 0, header_rows = 0, skip_rows = 0, raw = 1 }


-- A newline at the end ends the last row; the other parser sees an empty row after it.
local function expected_rows(case)
  local rows = case.expected.data
  if case.input:find "\n$" then rows[#rows] = nil end
  return rows
end


describe("papaparse", function()
  local n = 0
  for _, case in ipairs(cjson.decode(cells.slurp "tests/data/papaparse/cases.json").core) do
    if next(case.config) == nil and #case.expected.errors == 0 then
      n = n + 1
      it("reads case " .. n .. ": " .. case.description, function()
        local read = cells.with_file(case.input, function(path) return cells.read(path, options) end)
        assert.are.same(expected_rows(case), read.rows)
      end)
    end
  end

  it("has 35 cases without options and errors", function() assert.equal(35, n) end)
end)
