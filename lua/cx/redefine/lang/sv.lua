-- sv.lua - vad redefine, diff och omgångarnas historia säger på svenska
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- De tre språken har samma nycklar och samma {namn}; ett test ser till det.

return {
  diff = {
    result = "Resultat", parts = "Löften, kontaktpunkter, åtgärder och regler", part = "Vad",
    change = { added = "tillagt", dropped = "struket" },
    kinds = { promise = "löfte", touchpoint = "kontaktpunkt", action = "åtgärd", rule = "ärenderegel" },
    field = { text = "ord", kind = "slag", name = "namn", owner = "ansvarig", phase = "fas", peak = "höjdpunkt", need = "behov",
              feel = "känsla", practice = "arbetssätt", serves = "tjänar", resources = "resurser", finding = "iakttagelse",
              action = "åtgärd", due = "dag", opened = "öppnad", done = "gjord", cost = "kostnad", cause = "orsak",
              tell_to = "berättas för", tell_by = "berättas genom", tell_due = "berättas senast", told = "berättat",
              when = "när", contact = "kontakt inom", tell = "berättas inom", touchpoint = "kontaktpunkt",
              channel = "kanal", role = "roll", from_function = "räknas av en funktion" },
    same = "Lika.", goals = "Mål", posts = "Flyttade målstolpar", questions = "Frågor", goal = "Mål", what = "Vad som ändrats",
    old = "Förut", new = "Nu", target = "Målnivå", old_data = "Med gamla svar", new_data = "Med nya svar",
    asked = "Fråga", trend = "Dess trend", bridged = "fortsätter: planen har en bro", broken = "bryts",
    results = "Resultat",
    kind = { added = "tillagt", dropped = "struket", raised = "höjt", lowered = "sänkt", turned = "omvänt",
             due = "flyttad frist", metric = "annat mått", owner = "annan ansvarig" },
    question = { wording = "ordalydelsen", scale = "skalan", codes = "koderna" },
    because = { fell = "{goal}: {now}, eftersom målet sänktes från {old} till {new}; mot det gamla målet: {was}.",
                rose = "{goal}: {now}, eftersom målet höjdes från {old} till {new}; mot det gamla målet: {was}.",
                turned = "{goal}: {now}, eftersom målet vändes; mot det gamla målet: {was}." },
  },

  redefine = {
    able = "Kapacitet", open = "Öppna", late = "Försenade", untold = "Inte berättade", interval = "Intervall", n = "n",
    left = "Kvar av budgeten: {left} av {budget}, när resurser och åtgärdernas kostnader är borträknade.",
    rule = { known = { ideas = "idéer", ["path without goal"] = "kundresa utan mål",
                       ["unmet expectations"] = "ouppfyllda förväntningar", ["customers' ideas"] = "kundernas idéer" },
             met = { one = "uppnått en omgång", other = "uppnått {n} omgångar i rad" },
             missed = { one = "ej uppnått en omgång", other = "ej uppnått {n} omgångar i rad" },
             none = { one = "utan svar en omgång", other = "utan svar {n} omgångar i rad" } },
    heading = "Mål att besluta om", goal = "Mål", promised = "Utlovat", result = "Resultat", proposal = "Förslag",
    reviewed = "Granskat", why = "Varför",
    note = "! = dags att granska. Förslagen bygger på siffrorna; beslutet är ert: --decide.",
    nothing = "Planen har inga mål.", development = "Utvecklingsplan", finding = "Iakttagelse", action = "Förslag",
    owner = "Ansvarig", due = "Dag", told = "Berättat", not_told = "inte berättat än", not_done = "inte gjort än",
    no_actions = "Planen har inga åtgärder.", decided = "{goal}: {word}; antecknat.",
    unseen = { one = "inte på en omgång", other = "inte på {n} omgångar" },
    word = { keep = "behåll", raise = "höj", lower = "sänk", drop = "stryk", split = "dela",
             ["cannot tell yet"] = "kan inte avgöras än", new = "nytt" },
    left_out = { gone = "{goal}: talet hittades inte på målets rad; ändra det för hand.",
                 many = "{goal}: raden har talet flera gånger; ändra det för hand.",
                 shared = "{goal}: flera kontaktpunkter delar målet; ändra det för hand.",
                 elsewhere = "{goal}: målet står i en annan fil; ändra det där." },
    stairs = {
      heading = "De sex trappstegen", stair = "Steg", is = "Läge", done = "Gjort", overdue = "Försenat", open = "Öppet",
      next = "Vad som görs härnäst", leading = "Hur själva ledningen lyckas",
      note = "Försenat = dagen har gått. Öppet = det som cxlua check varnar för.",
      state = { done = "gjort", open = "öppet", overdue = "försenat", none = "saknas i planen" },
      done_of = "{done} av {all} {what}",
      what = { define = "löften med kontaktpunkt", touchpoints = "kontaktpunkter med mål", organise = "utbildningsplatser",
               implement = "åtgärder berättade", measure = "mål avgjorda", redefine = "mål granskade" },
      left_of = "återstår: {list}.",
      overdue_of = { one = "försenat: {list}.", other = "försenat: {list}." },
      more = { one = "en till", other = "{n} till" },
    },
    state = { missed = "ej uppnått", behind = "har legat efter" },
    reason = {
      met_sure = {
        one = "uppnått; {to} är redan säkert: {range}, n = {answers}.",
        other = "uppnått {n} omgångar i rad; {to} är redan säkert: {range}, n = {answers}." },
      met_trend = {
        one = "uppnått och blir bättre; {to} är säkert i nästa omgång om det fortsätter: nu {range}, n = {answers}.",
        other = "uppnått {n} omgångar i rad och blir bättre; {to} är säkert i nästa omgång om det fortsätter: nu "
                .. "{range}, n = {answers}." },
      met_no_room = {
        one = "uppnått, men inget hårdare mål än {target} är säkert: {range}, n = {answers}.",
        other = "uppnått {n} omgångar i rad, men inget hårdare mål än {target} är säkert: {range}, n = {answers}." },
      met_no_way = {
        one = "uppnått, men det finns inget intervall som ett hårdare mål kunde vila på.",
        other = "uppnått {n} omgångar i rad, men det finns inget intervall som ett hårdare mål kunde vila på." },
      met_busy = {
        one = "uppnått och {sure} är säkert, men {owner} ska först slutföra eller berätta om: {list}.",
        other = "uppnått {n} omgångar i rad och {sure} är säkert, men {owner} ska först slutföra eller berätta om: "
                .. "{list}." },
      met_poor = {
        one = "uppnått och {sure} är säkert, men av budgeten återstår {left} av {budget}.",
        other = "uppnått {n} omgångar i rad och {sure} är säkert, men av budgeten återstår {left} av {budget}." },
      met_bare = {
        one = "uppnått och {sure} är säkert, men kontaktpunkten saknar resurser.",
        other = "uppnått {n} omgångar i rad och {sure} är säkert, men kontaktpunkten saknar resurser." },
      met_few = { one = "uppnått en omgång; det höjs efter {wanted}.",
                  other = "uppnått {n} omgångar i rad; det höjs efter {wanted}." },
      missed_running = {
        one = "{state}; svaren utesluter inte {to}: {value} ({range}), n = {answers}.",
        other = "{state} {n} omgångar i rad; svaren utesluter inte {to}: {value} ({range}), n = {answers}." },
      missed_few = { one = "{state} en omgång; handla först, det sänks efter {wanted}.",
                     other = "{state} {n} omgångar i rad; handla först, det sänks efter {wanted}." },
      missed_better = { one = "{state}, men på rätt väg.", other = "{state} {n} omgångar i rad, men på rätt väg." },
      missed_near = { one = "{state}, men en förändring som går att påvisa räcker dit.",
                      other = "{state} {n} omgångar i rad, men en förändring som går att påvisa räcker dit." },
      unanswered = { one = "ingen svarade.", other = "ingen svarade på {n} omgångar i rad." },
      no_answers = "ingen svarade denna omgång.", hidden = "för få svarade för att siffran ska visas.",
      never = "inget antal svar avgör det så länge resultatet är {value}.",
      late = "i denna takt avgörs det {month}, efter tidsfristen {due}: fråga fler, eller flytta fristen.",
      month = "i denna takt avgörs det {month}.", needed = "{needed} svar skulle avgöra det.",
      open = "siffrorna avgör det inte.",
      parts = "{round}säkert uppnått i {met}, {met_value} ({met_range}), n = {met_n}; säkert ej uppnått i {missed}, "
        .. "{missed_value} ({missed_range}), n = {missed_n}.",
      no_goal = "kontaktpunkten har inget mål.", finding = "en iakttagelse som inget gjorts åt: {text}.",
      idea = "en idé som inte har tagits i bruk: {text}.",
      unmet = "{round}{share} % ({range}), n = {answers}, svarade {answer} på ”{asked}”; ett mål på högst {to} % "
        .. "går att påvisa.",
    },
  },

  history = {
    heading = "Omgångar i liggaren", goal = "Mål",
    note = "Varje omgång med sitt utfall mot den tidens mål; där målet var ett annat står det bredvid.",
    earlier = "Omgång {round}: materialet har ändrats sedan den infördes; införd som version {version}: {list}.",
    earlier_few = "Omgång {round}: materialet har ändrats sedan den infördes; inte införd på nytt: {list}.",
    few = "med för få svarande för att visas", star = "* Omgången har ändrats efter att den tog slut.",
    version = "{round}, version {version}, införd {date}: {list}.",
    differs = "{round}: det som införts skiljer sig från vad materialet nu visar: {list}.",
    saved = "Omgång {round}: införd i liggaren.",
    again = { one = "Omgång {round}: införd som version {version}; ett resultat skiljer sig: {list}.",
              other = "Omgång {round}: införd som version {version}; {n} resultat skiljer sig: {list}." },
    again_goals = "Omgång {round}: införd som version {version}; målen skiljer sig: {goals}.",
    goals = "Målen skiljer sig: {goals}.",
    again_plan = "Omgång {round}: införd som version {version}; planens text skiljer sig, resultaten gör det inte.",
    again_else = "Omgång {round}: införd som version {version}; resultaten är desamma, annat bredvid dem skiljer sig.",
  },
}
