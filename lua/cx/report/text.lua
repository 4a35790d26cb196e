-- text.lua - text as it may be shown: cleaned, measured, cut and wrapped by its width on the screen
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: any string, also hostile. Out: valid UTF-8 without control characters, fitted to a width.
--
-- (1) Bytes that are no UTF-8, and control characters (ASCII, C1), become U+FFFD; a tab or a newline becomes a space.
-- (2) Characters that turn the direction of the text are dropped: a name must not rearrange its neighbours.
-- (3) Width is in terminal cells: combining marks 0, East Asian wide characters and emoji 2, others 1.

local text = {}

local REPLACEMENT = "\u{fffd}"

-- Ranges of width 0, then of width 2; sorted, so that a search may stop early.
local zero = {
  { 0x300, 0x36f }, { 0x483, 0x489 }, { 0x591, 0x5bd }, { 0x5bf, 0x5bf }, { 0x5c1, 0x5c2 }, { 0x5c4, 0x5c5 },
  { 0x5c7, 0x5c7 }, { 0x610, 0x61a }, { 0x64b, 0x65f }, { 0x670, 0x670 }, { 0x6d6, 0x6dc }, { 0x6df, 0x6e4 },
  { 0x6e7, 0x6e8 }, { 0x6ea, 0x6ed }, { 0x711, 0x711 }, { 0x730, 0x74a }, { 0x900, 0x902 }, { 0x93a, 0x93a },
  { 0x93c, 0x93c }, { 0x941, 0x948 }, { 0x94d, 0x94d }, { 0xe31, 0xe31 }, { 0xe34, 0xe3a }, { 0xe47, 0xe4e },
  { 0x1160, 0x11ff }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x200b, 0x200d }, { 0x2060, 0x2064 },
  { 0x20d0, 0x20ff }, { 0x302a, 0x302d }, { 0x3099, 0x309a }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
  { 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef },
}
local double = {
  { 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x2329, 0x232a }, { 0x23e9, 0x23ec }, { 0x23f0, 0x23f0 },
  { 0x23f3, 0x23f3 }, { 0x25fd, 0x25fe }, { 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x267f, 0x267f },
  { 0x2693, 0x2693 }, { 0x26a1, 0x26a1 }, { 0x26aa, 0x26ab }, { 0x26bd, 0x26be }, { 0x26c4, 0x26c5 },
  { 0x26ce, 0x26ce }, { 0x26d4, 0x26d4 }, { 0x26ea, 0x26ea }, { 0x26f2, 0x26f3 }, { 0x26f5, 0x26f5 },
  { 0x26fa, 0x26fa }, { 0x26fd, 0x26fd }, { 0x2705, 0x2705 }, { 0x270a, 0x270b }, { 0x2728, 0x2728 },
  { 0x274c, 0x274c }, { 0x274e, 0x274e }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 }, { 0x2795, 0x2797 },
  { 0x27b0, 0x27b0 }, { 0x27bf, 0x27bf }, { 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 }, { 0x2b55, 0x2b55 },
  { 0x2e80, 0x303e }, { 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0xa4cf }, { 0xa960, 0xa97f },
  { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe10, 0xfe19 }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 },
  { 0xffe0, 0xffe6 }, { 0x16fe0, 0x18aff }, { 0x1b000, 0x1b2ff }, { 0x1f004, 0x1f004 }, { 0x1f0cf, 0x1f0cf },
  { 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a }, { 0x1f200, 0x1f265 }, { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff },
  { 0x1f7e0, 0x1f7eb }, { 0x1f90c, 0x1f9ff }, { 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd },
}


local function within(ranges, code)
  local lo, hi = 1, #ranges
  while lo <= hi do
    local mid = (lo + hi) // 2
    if code < ranges[mid][1] then hi = mid - 1
    elseif code > ranges[mid][2] then lo = mid + 1
    else return true end
  end
  return false
end


-- How one character may be shown: itself, a space, nothing, or the replacement; rules (1) and (2).
local function shown(code)
  if code == 9 or code == 10 or code == 13 or code == 0x2028 or code == 0x2029 then return " " end
  if code < 32 or (code >= 0x7f and code < 0xa0) or code == 0xfffe or code == 0xffff then return REPLACEMENT end
  if code == 0x61c or code == 0x200e or code == 0x200f or (code >= 0x202a and code <= 0x202e)
    or (code >= 0x2066 and code <= 0x2069) then return "" end
  return utf8.char(code)
end


--- Any value as text that may be shown: rules (1) and (2).
---@param value any
---@return string
function text.clean(value)
  local s = tostring(value)
  if not s:find "[^ -~]" then return s end
  local out, at = {}, 1
  while at <= #s do
    local bad = select(2, utf8.len(s, at))
    for _, code in utf8.codes(s:sub(at, bad and bad - 1 or #s)) do out[#out + 1] = shown(code) end
    if not bad then break end
    out[#out + 1] = REPLACEMENT
    at = bad + 1
  end
  return table.concat(out)
end


--- The width of one character: rule (3).
local function char_width(code)
  if code < 0x300 then return 1 end
  if within(zero, code) then return 0 end
  return within(double, code) and 2 or 1
end


--- The width of a clean text in terminal cells: rule (3).
---@param s string
---@return integer
function text.width(s)
  if not s:find "[\x80-\xff]" then return #s end
  local width = 0
  for _, code in utf8.codes(s) do width = width + char_width(code) end
  return width
end


--- The text filled with spaces to a width.
---@param align? "left"|"right"|"center"
function text.pad(s, width, align)
  local gap = width - text.width(s)
  if gap <= 0 then return s end
  if align == "right" then return (" "):rep(gap) .. s end
  if align == "center" then return (" "):rep(gap // 2) .. s .. (" "):rep(gap - gap // 2) end
  return s .. (" "):rep(gap)
end


-- The byte after the longest head of s that is at most `width` wide; at least one character.
local function head_end(s, width)
  local used, last = 0, nil
  for at, code in utf8.codes(s) do
    used = used + char_width(code)
    if used > width and last then return at end
    last = at
  end
  return #s + 1
end


--- The text cut to a width, with an ellipsis where it was cut.
function text.cut(s, width)
  if text.width(s) <= width then return s end
  if width < 2 then return ("…"):rep(width) end
  local head = s:sub(1, head_end(s, width - 1) - 1)
  if text.width(head) > width - 1 then return "…" end
  return head .. "…"
end


--- The widest word of a text.
function text.widest_word(s)
  local widest = 0
  for word in s:gmatch "[^ ]+" do widest = math.max(widest, text.width(word)) end
  return widest
end


--- The text as lines of at most a width: broken at spaces, long words where they must.
---@return string[]
function text.wrap(s, width)
  local lines, line = {}, ""
  for word in s:gmatch "[^ ]+" do
    local joined = line == "" and word or line .. " " .. word
    if text.width(joined) <= width then line = joined
    else
      if line ~= "" then lines[#lines + 1] = line end
      while text.width(word) > width do
        local at = head_end(word, width)
        if at > #word then break end
        lines[#lines + 1] = word:sub(1, at - 1)
        word = word:sub(at)
      end
      line = word
    end
  end
  if line ~= "" or #lines == 0 then lines[#lines + 1] = line end
  return lines
end


return text
