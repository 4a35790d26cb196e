-- written.lua - how the parts of why write numbers, intervals, probabilities and tables
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: numbers and the words of a language. Out: texts, columns and notes; "" for what is not there.
--
-- (1) A metric's unit says its decimals: points and percentages one, scores two, counts none.
-- (2) A p below a thousandth is "<0.001".

local written = {}

local DECIMALS = { points = 1, percent = 1, score = 2, count = 0 }


--- Decimals of a unit: rule (1).
---@param unit string
---@return integer
function written.decimals(unit) return DECIMALS[unit] or 2 end


--- A number with its sign where it is above nought.
function written.signed(words, x, decimals)
  local text = words:number(x, decimals)
  if not text then return "" end
  return x > 0 and text:find "[1-9]" and "+" .. text or text
end


--- The interval of an estimate, "" without one.
function written.range(words, estimate, decimals)
  if not (estimate and estimate.low and estimate.high) then return "" end
  return words:range(estimate.low, estimate.high, decimals)
end


--- A probability of chance: rule (2).
function written.p(words, p)
  if not p then return "" end
  return p < 0.001 and "<" .. words:number(0.001, 3) or words:number(p, 3)
end


--- A value with its interval behind it.
function written.both(words, estimate, decimals)
  local value = estimate and words:number(estimate.value, decimals)
  if not value then return "" end
  local range = written.range(words, estimate, decimals)
  return range ~= "" and ("%s (%s)"):format(value, range) or value
end


--- The level of a confidence, "95 %".
function written.level(words, confidence) return words:plain(100 * confidence, 3) .. words.format.percent end


--- Columns of a table: the first ones heads, the others numbers.
---@param titles table<string, string>
---@param keys string[]
---@param heads integer how many are texts
function written.columns(titles, keys, heads)
  local columns = {}
  for i, key in ipairs(keys) do
    columns[i] = { title = titles[key], align = i > heads and "right" or nil, header = i == 1,
                   near = key:find "interval" ~= nil, quiet = key:find "interval" ~= nil }
  end
  return columns
end


--- What a measure is called: its metric's word and its question.
---@param words table
---@param measure { name: string, question: string }
function written.measure(words, measure)
  local word = words.metric and words.metric[measure.name] or measure.name
  return measure.question and ("%s · %s"):format(word, measure.question) or word
end


--- Paragraphs of notes that have words.
---@param words table
---@param text table<string, any>
---@param notes { code: string, n?: integer }[]
---@param values? table
function written.notes(words, text, notes, values)
  local blocks = {}
  for _, note in ipairs(notes) do
    local form = text[note.code]
    if form then blocks[#blocks + 1] = { kind = "paragraph", text = words:say(form, note.n or 1, values) } end
  end
  return blocks
end


return written
