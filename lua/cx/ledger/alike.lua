-- alike.lua - whether a name stands in a text, in whatever letters it is written
--
--   file > rows > batch > tally > metric > goal > report
--
-- In: a name; texts and bytes. Out: where it stands in them; texts with a mark in its place.
--
-- (1) Small and capital letters are alike, and so is a letter with its marks in one character or in several (NFC and NFD), of
--     the Latin, Greek and Cyrillic alphabets. A letter without its marks is another one.
-- (2) A name of 6 letters or more is found in the middle of words too. A shorter one is found as a whole word, and a number not
--     within a date, a time or another number.
-- (3) A mark takes the place of the whole word in which a name stands, so that no part of it is left.

local alike = {}

local LONG = 6 -- letters (2)

-- Capital and small letters (Unicode 14).
local CASES = [[
  Àà Áá Ââ Ãã Ää Åå Ææ Çç Èè Éé Êê Ëë Ìì Íí Îî Ïï Ðð Ññ Òò Óó Ôô Õõ Öö Øø Ùù Úú Ûû Üü Ýý Þþ Āā Ăă Ąą Ćć Ĉĉ Ċċ Čč Ďď Đđ Ēē Ĕĕ
  Ėė Ęę Ěě Ĝĝ Ğğ Ġġ Ģģ Ĥĥ Ħħ Ĩĩ Īī Ĭĭ Įį Ĳĳ Ĵĵ Ķķ Ĺĺ Ļļ Ľľ Ŀŀ Łł Ńń Ņņ Ňň Ŋŋ Ōō Ŏŏ Őő Œœ Ŕŕ Ŗŗ Řř Śś Ŝŝ Şş Šš Ţţ Ťť Ŧŧ Ũũ
  Ūū Ŭŭ Ůů Űű Ųų Ŵŵ Ŷŷ Ÿÿ Źź Żż Žž Ɓɓ Ƃƃ Ƅƅ Ɔɔ Ƈƈ Ɖɖ Ɗɗ Ƌƌ Ǝǝ Əə Ɛɛ Ƒƒ Ɠɠ Ɣɣ Ɩɩ Ɨɨ Ƙƙ Ɯɯ Ɲɲ Ɵɵ Ơơ Ƣƣ Ƥƥ Ʀʀ Ƨƨ Ʃʃ Ƭƭ Ʈʈ Ưư
  Ʊʊ Ʋʋ Ƴƴ Ƶƶ Ʒʒ Ƹƹ Ƽƽ Ǆǆ ǅǆ Ǉǉ ǈǉ Ǌǌ ǋǌ Ǎǎ Ǐǐ Ǒǒ Ǔǔ Ǖǖ Ǘǘ Ǚǚ Ǜǜ Ǟǟ Ǡǡ Ǣǣ Ǥǥ Ǧǧ Ǩǩ Ǫǫ Ǭǭ Ǯǯ Ǳǳ ǲǳ Ǵǵ Ƕƕ Ƿƿ Ǹǹ Ǻǻ Ǽǽ Ǿǿ Ȁȁ
  Ȃȃ Ȅȅ Ȇȇ Ȉȉ Ȋȋ Ȍȍ Ȏȏ Ȑȑ Ȓȓ Ȕȕ Ȗȗ Șș Țț Ȝȝ Ȟȟ Ƞƞ Ȣȣ Ȥȥ Ȧȧ Ȩȩ Ȫȫ Ȭȭ Ȯȯ Ȱȱ Ȳȳ Ⱥⱥ Ȼȼ Ƚƚ Ⱦⱦ Ɂɂ Ƀƀ Ʉʉ Ʌʌ Ɇɇ Ɉɉ Ɋɋ Ɍɍ Ɏɏ Ͱͱ Ͳͳ
  Ͷͷ Ϳϳ Άά Έέ Ήή Ίί Όό Ύύ Ώώ Αα Ββ Γγ Δδ Εε Ζζ Ηη Θθ Ιι Κκ Λλ Μμ Νν Ξξ Οο Ππ Ρρ Σσ Ττ Υυ Φφ Χχ Ψψ Ωω Ϊϊ Ϋϋ Ϗϗ Ϙϙ Ϛϛ Ϝϝ Ϟϟ
  Ϡϡ Ϣϣ Ϥϥ Ϧϧ Ϩϩ Ϫϫ Ϭϭ Ϯϯ ϴθ Ϸϸ Ϲϲ Ϻϻ Ͻͻ Ͼͼ Ͽͽ Ѐѐ Ёё Ђђ Ѓѓ Єє Ѕѕ Іі Її Јј Љљ Њњ Ћћ Ќќ Ѝѝ Ўў Џџ Аа Бб Вв Гг Дд Ее Жж Зз Ии
  Йй Кк Лл Мм Нн Оо Пп Рр Сс Тт Уу Фф Хх Цц Чч Шш Щщ Ъъ Ыы Ьь Ээ Юю Яя Ѡѡ Ѣѣ Ѥѥ Ѧѧ Ѩѩ Ѫѫ Ѭѭ Ѯѯ Ѱѱ Ѳѳ Ѵѵ Ѷѷ Ѹѹ Ѻѻ Ѽѽ Ѿѿ Ҁҁ
  Ҋҋ Ҍҍ Ҏҏ Ґґ Ғғ Ҕҕ Җҗ Ҙҙ Ққ Ҝҝ Ҟҟ Ҡҡ Ңң Ҥҥ Ҧҧ Ҩҩ Ҫҫ Ҭҭ Үү Ұұ Ҳҳ Ҵҵ Ҷҷ Ҹҹ Һһ Ҽҽ Ҿҿ Ӏӏ Ӂӂ Ӄӄ Ӆӆ Ӈӈ Ӊӊ Ӌӌ Ӎӎ Ӑӑ Ӓӓ Ӕӕ Ӗӗ Әә
  Ӛӛ Ӝӝ Ӟӟ Ӡӡ Ӣӣ Ӥӥ Ӧӧ Өө Ӫӫ Ӭӭ Ӯӯ Ӱӱ Ӳӳ Ӵӵ Ӷӷ Ӹӹ Ӻӻ Ӽӽ Ӿӿ Ԁԁ Ԃԃ Ԅԅ Ԇԇ Ԉԉ Ԋԋ Ԍԍ Ԏԏ Ԑԑ Ԓԓ Ԕԕ Ԗԗ Ԙԙ Ԛԛ Ԝԝ Ԟԟ Ԡԡ Ԣԣ Ԥԥ Ԧԧ Ԩԩ
  Ԫԫ Ԭԭ Ԯԯ Ḁḁ Ḃḃ Ḅḅ Ḇḇ Ḉḉ Ḋḋ Ḍḍ Ḏḏ Ḑḑ Ḓḓ Ḕḕ Ḗḗ Ḙḙ Ḛḛ Ḝḝ Ḟḟ Ḡḡ Ḣḣ Ḥḥ Ḧḧ Ḩḩ Ḫḫ Ḭḭ Ḯḯ Ḱḱ Ḳḳ Ḵḵ Ḷḷ Ḹḹ Ḻḻ Ḽḽ Ḿḿ Ṁṁ Ṃṃ Ṅṅ Ṇṇ Ṉṉ
  Ṋṋ Ṍṍ Ṏṏ Ṑṑ Ṓṓ Ṕṕ Ṗṗ Ṙṙ Ṛṛ Ṝṝ Ṟṟ Ṡṡ Ṣṣ Ṥṥ Ṧṧ Ṩṩ Ṫṫ Ṭṭ Ṯṯ Ṱṱ Ṳṳ Ṵṵ Ṷṷ Ṹṹ Ṻṻ Ṽṽ Ṿṿ Ẁẁ Ẃẃ Ẅẅ Ẇẇ Ẉẉ Ẋẋ Ẍẍ Ẏẏ Ẑẑ Ẓẓ Ẕẕ ẞß Ạạ
  Ảả Ấấ Ầầ Ẩẩ Ẫẫ Ậậ Ắắ Ằằ Ẳẳ Ẵẵ Ặặ Ẹẹ Ẻẻ Ẽẽ Ếế Ềề Ểể Ễễ Ệệ Ỉỉ Ịị Ọọ Ỏỏ Ốố Ồồ Ổổ Ỗỗ Ộộ Ớớ Ờờ Ởở Ỡỡ Ợợ Ụụ Ủủ Ứứ Ừừ Ửử Ữữ Ựự
  Ỳỳ Ỵỵ Ỷỷ Ỹỹ Ỻỻ Ỽỽ Ỿỿ
]]

-- Marks, and what they make of letters: "aà" is a and a grave accent.
local MARKED = {
  [0x0300] = "aà eè iì oò uù üǜ nǹ еѐ иѝ ēḕ ōṑ wẁ âầ ăằ êề ôồ ơờ ưừ yỳ",
  [0x0301] = "aá eé ií oó uú yý cć lĺ nń rŕ sś zź üǘ gǵ åǻ æǽ øǿ ¨΅ ϊΐ αά εέ ηή ιί ϋΰ οό υύ ωώ ϒϓ гѓ кќ çḉ ēḗ ïḯ kḱ mḿ "
    .. "õṍ ōṓ pṕ ũṹ wẃ âấ ăắ êế ôố ơớ ưứ",
  [0x0302] = "aâ eê iî oô uû cĉ gĝ hĥ jĵ sŝ wŵ yŷ zẑ ạậ ẹệ ọộ",
  [0x0303] = "aã nñ oõ iĩ uũ vṽ âẫ ăẵ eẽ êễ ôỗ ơỡ ưữ yỹ",
  [0x0304] = "aā eē iī oō uū üǖ äǟ ȧǡ æǣ ǫǭ öȫ õȭ ȯȱ yȳ иӣ уӯ gḡ ḷḹ ṛṝ",
  [0x0306] = "aă eĕ gğ iĭ oŏ uŭ ий уў жӂ аӑ еӗ ȩḝ ạặ",
  [0x0307] = "cċ eė gġ Iİ zż aȧ oȯ bḃ dḋ fḟ hḣ mṁ nṅ pṗ rṙ sṡ śṥ šṧ ṣṩ tṫ wẇ xẋ yẏ ſẛ",
  [0x0308] = "aä eë iï oö uü yÿ ιϊ υϋ ϒϔ её ії аӓ әӛ жӝ зӟ иӥ оӧ өӫ эӭ уӱ чӵ ыӹ hḧ õṏ ūṻ wẅ xẍ tẗ",
  [0x0309] = "aả âẩ ăẳ eẻ êể iỉ oỏ ôổ ơở uủ ưử yỷ",
  [0x030A] = "aå uů wẘ yẙ",
  [0x030B] = "oő uű уӳ",
  [0x030C] = "cč dď eě lľ nň rř sš tť zž aǎ iǐ oǒ uǔ üǚ gǧ kǩ ʒǯ jǰ hȟ",
  [0x030F] = "aȁ eȅ iȉ oȍ rȑ uȕ ѵѷ",
  [0x0311] = "aȃ eȇ iȋ oȏ rȓ uȗ",
  [0x031B] = "oơ uư",
  [0x0323] = "bḅ dḍ hḥ kḳ lḷ mṃ nṇ rṛ sṣ tṭ vṿ wẉ zẓ aạ eẹ iị oọ ơợ uụ ưự yỵ",
  [0x0324] = "uṳ",
  [0x0325] = "aḁ",
  [0x0326] = "sș tț",
  [0x0327] = "cç gģ kķ lļ nņ rŗ sş tţ eȩ dḑ hḩ",
  [0x0328] = "aą eę iį uų oǫ",
  [0x032D] = "dḓ eḙ lḽ nṋ tṱ uṷ",
  [0x032E] = "hḫ",
  [0x0330] = "eḛ iḭ uṵ",
  [0x0331] = "bḇ dḏ kḵ lḻ nṉ rṟ tṯ zẕ hẖ",
}

-- Marks that stand below or within a letter come before those above it (canonical order).
local CLASS = { [0x31B] = 216, [0x323] = 220, [0x324] = 220, [0x325] = 220, [0x326] = 220, [0x327] = 202, [0x328] = 202,
                [0x32D] = 220, [0x32E] = 220, [0x330] = 220, [0x331] = 220 }


-- Each character that is not as (1) wants it, and what it becomes.
local function make_table()
  local parts, plain = {}, {}
  for mark, list in pairs(MARKED) do
    for pair in list:gmatch "%S+" do
      local base, whole = pair:match("^(" .. utf8.charpattern .. ")(" .. utf8.charpattern .. ")$")
      parts[whole] = { base, utf8.char(mark) }
    end
  end
  local function taken_apart(letter)
    local pair = parts[letter]
    return pair and taken_apart(pair[1]) .. pair[2] or letter
  end
  for whole in pairs(parts) do plain[whole] = taken_apart(whole) end
  for capital, small in CASES:gmatch("(" .. utf8.charpattern .. ")(" .. utf8.charpattern .. ")%s") do
    plain[capital] = taken_apart(small)
  end
  plain["\u{130}"], plain["ς"] = "i\u{307}", "σ"
  return plain
end

local plain -- made when it is first needed


-- Marks of a letter in canonical order.
local function in_order(marks)
  if not utf8.len(marks) then return nil end
  local list = {}
  for _, code in utf8.codes(marks) do list[#list + 1] = { code = code, class = CLASS[code] or 230, at = #list } end
  table.sort(list, function(a, b)
    if a.class ~= b.class then return a.class < b.class end
    return a.at < b.at
  end)
  for i, one in ipairs(list) do list[i] = utf8.char(one.code) end
  return table.concat(list)
end


--- A text in the letters of rule (1). Bytes that are no text stay as they are.
---@param text string
---@return string
function alike.fold(text)
  plain = plain or make_table()
  text = text:lower()
  if not text:find "[\xC3-\xE1]" then return text end
  return (text:gsub("[\xC3-\xD4][\x80-\xBF]", plain):gsub("\xE1[\xB8-\xBB][\x80-\xBF]", plain)
    :gsub("[\xCC\xCD][\x80-\xBF][\xCC\xCD][\x80-\xBF\xCC\xCD]+", in_order))
end


--- A name as it is looked for.
---@param raw string
---@return { text: string, short: boolean, digits: boolean }
function alike.name(raw)
  local text = alike.fold(raw)
  local bare = text:gsub("[\xCC\xCD][\x80-\xBF]", "")
  local letters = utf8.len(bare) or #bare
  return { text = text, short = letters < LONG, digits = not text:find "[^%d%s%p]" }
end


-- ---- words (2) --------------------------------------------------------------------------------------------------

-- True when the character before a place, or that at it, belongs to a word. Beyond ASCII all do but signs and punctuation.
local function is_letter(text, first, last)
  local character = text:sub(first, last)
  if #character == 1 and character:byte() < 0x80 then return character:find "%w" ~= nil end
  return character ~= "" and not character:find "^[\xC2\xE2]" and not character:find "^\xE3\x80"
end


local function letter_before(text, at)
  local first = at - 1
  while first > 1 and at - first < 4 and text:find("^[\x80-\xBF]", first) do first = first - 1 end
  return first >= 1 and is_letter(text, first, at - 1)
end


local function letter_at(text, at)
  local byte = text:byte(at)
  if not byte then return false end
  return is_letter(text, at, byte < 0x80 and at or at + 2)
end


-- True for a whole word that is no part of a date, a time or a number.
local function is_word(text, first, last)
  if letter_before(text, first) or letter_at(text, last + 1) then return false end
  if text:find("^%d", first) and text:sub(first - 2, first - 1):find "^%d[-:.,/+]$" then return false end
  return not (text:find("^%d", last) and text:find("^[-:.,/+]%d", last + 1))
end


--- Where a name stands in a folded text, from a place on: rule (2).
---@param folded string
---@param name table
---@param from? integer
---@return integer? first, integer? last
function alike.find(folded, name, from)
  from = from or 1
  while true do
    local first, last = folded:find(name.text, from, true)
    if not first or not name.short or is_word(folded, first, last) then return first, last end
    from = first + 1
  end
end


--- True when one of the names stands in a text.
---@param text string
---@param names table[]
---@return boolean
function alike.holds(text, names)
  local folded = alike.fold(text)
  for _, name in ipairs(names) do
    if alike.find(folded, name) then return true end
  end
  return false
end


-- ---- marks in the place of names (3) ------------------------------------------------------------------------------

-- A text's letters with their marks, folded each: the folded text, and of each of its bytes the letter's first and last byte.
local function letters_of(text)
  local parts, first_of, last_of, at, folded = {}, {}, {}, 1, 0
  while at <= #text do
    local _, stop = text:find("^[\xC2-\xF4][\x80-\xBF]+", at)
    stop = stop or at
    while text:find("^[\xCC\xCD][\x80-\xBF]", stop + 1) do stop = stop + 2 end
    local part = alike.fold(text:sub(at, stop))
    for i = folded + 1, folded + #part do first_of[i], last_of[i] = at, stop end
    parts[#parts + 1], folded, at = part, folded + #part, stop + 1
  end
  return table.concat(parts), first_of, last_of
end


-- The whole word around a place of a folded text.
local function word_around(folded, first, last)
  while letter_before(folded, first) do first = first - 1 end
  while letter_at(folded, last + 1) do last = last + 1 end
  return first, last
end


--- A text with a mark in the place of a name: rule (3).
---@param text string
---@param name table
---@param mark string
---@return string text, integer n how often it stood there
function alike.replace(text, name, mark)
  if not alike.find(alike.fold(text), name) then return text, 0 end
  local folded, first_of, last_of = letters_of(text)
  local parts, done, from, n = {}, 0, 1, 0
  while true do
    local first, last = alike.find(folded, name, from)
    if not first then break end
    first, last = word_around(folded, first, last)
    parts[#parts + 1], n = text:sub(done + 1, first_of[first] - 1) .. mark, n + 1
    done, from = last_of[last], last + 1
  end
  return table.concat(parts) .. text:sub(done + 1), n
end


return alike
