"""Words for what people and bodies are: offices, kinds of bodies, kinds of reports, groups without a name."""

from typing import Final

from knowledge.understanding.vocabulary import vocabulary

OFFICES: Final = vocabulary("""
    activist actor actress adviser advisor administrator advocate ambassador analyst anchor anthropologist archbishop
    assemblyman attorney author banker baron biologist bishop blogger broadcaster boss brigadier campaigner candidate
    captain cardinal ceo chair chairman chairperson chairwoman chancellor chief cleric climatologist co-author co-chair
    co-founder coach colonel columnist commander commentator commissioner comptroller congressman congresswoman
    consultant coordinator correspondent councillor councilman councilwoman counsel counselor criminologist critic
    delegate demographer deputy designer detective developer dictator diplomat director doctor donor economist editor
    emperor engineer entrepreneur envoy epidemiologist executive expert farmer father fellow financier founder general
    geographer geologist governor head historian host housewife imam informant inspector interviewer investigator
    investor journalist judge justice king lawmaker lawyer leader lecturer lieutenant lobbyist magistrate manager
    marshal mayor meteorologist minister moderator monarch mother negotiator neuroscientist nominee novelist nurse
    officer official ombudsman oncologist operative organizer organiser owner pastor philosopher physician physicist pilot
    planner playwright poet policeman politician pollster pope premier presenter president president-elect priest prince
    princess principal producer professor programmer prosecutor psychiatrist psychologist publisher queen rabbi reporter
    representative researcher resident scholar scientist secretary secretary-general senator sergeant sheikh sheriff
    sociologist solicitor speaker specialist spokesman spokesperson spokeswoman staffer statesman statistician
    strategist student sultan superintendent supervisor surgeon surrogate teacher technician theorist trader
    treasurer trustee undersecretary veteran vicar vice-chairman vice-president virologist warden whip witness worker
    writer zoologist
    """)
"""Heads of a role: `spokesman`, `Professor`; in small letters."""

ABBREVIATED_OFFICES: Final = {
    "sen": "Senator",
    "rep": "Representative",
    "gov": "Governor",
    "gen": "General",
    "prof": "Professor",
    "rev": "Reverend",
    "capt": "Captain",
    "lt": "Lieutenant",
    "col": "Colonel",
    "amb": "Ambassador",
    "sgt": "Sergeant",
    "adm": "Admiral",
}
COURTESY: Final = vocabulary("mr mrs ms miss dr sir lord lady dame")
"""Titles that are no role."""

DEPARTMENTS: Final = vocabulary("""
    state defense defence war commerce energy education homeland treasury interior labor labour agriculture health
    transportation transport trade justice finance foreign staff veterans housing the and security human services
    affairs urban development
    """)
"""What may follow `Secretary of`, `chief of`: `Secretary of State`, `Minister of Foreign Affairs`."""

QUALIFIERS: Final = vocabulary("""
    former deputy vice senior prime foreign assistant associate acting interim chief top lead leading national federal
    regional local political military policy security campaign press communications legal financial economic defense
    defence finance interior trade energy health education justice environment research managing executive general
    founding retired outgoing incoming presumptive presidential vice-presidential state party visiting adjunct emeritus
    veteran longtime long-time lifelong principal honorary special chief-of-staff staff opposition government ministry
    department university company union committee public main then ex nuclear human rights climate tax law
    conservative liberal republican democratic progressive independent
    """)
"""Small words that may stand before an office as part of the role: `former foreign policy adviser`."""

BODIES: Final = vocabulary("""
    academy administration agency airlines alliance army assembly association authority bank board brotherhood bureau
    cabinet campaign center centre chamber church club coalition college commission committee company confederation
    congress consortium cooperative corp corporation council court daily delegation department embassy endowment
    federation force foundation front fund government group guard hospital house inc initiative institute institution
    journal kremlin laboratory league legislature ltd magazine ministry mission monitor movement nations network news
    newspaper observatory office organisation organization panel parliament party pentagon police post press
    prosecution reserve review school secretariat senate service society state states street subcommittee survey taskforce
    team television think-tank times treasury tribune tribunal trust union university watch watchdog wire
    """)
"""Words that make a capitalised name the name of a body."""

REPORTS: Final = vocabulary("""
    account analysis article assessment audit bill book brief briefing bulletin column communique communiqué complaint
    data document editorial email essay estimate figures filing findings forecast index indictment inquiry interview
    investigation lawsuit letter manifesto memo memoir memorandum note op-ed opinion paper petition piece poll polls
    post projection projections publication reading release report reports research resolution review ruling speech
    statement statistics story studies study survey surveys testimony text transcript tweet
    """)
"""What bodies and people publish: `a report by the council notes`."""

NAMELESS: Final = vocabulary("""
    academics activists advisers advisors aides allies  analysts authorities backers campaigners citizens
    colleagues commentators companies conservatives countries critics defenders delegates demonstrators
    diplomats doctors donors economists everybody everyone executives experts farmers few friends governments
    historians insiders intellectuals investigators journalists judges lawmakers lawyers leaders liberals many media
    members most nobody none observers officers officials ones operatives opponents others parents participants people
    politicians pollsters prosecutors protesters pundits readers rebels reporters researchers residents
    rivals scholars scientists several skeptics sceptics some someone source sources specialists staffers strategists
    students supporters surrogates teachers those villagers voters witnesses women men workers writers
    """)
"""Groups without a name: what they say stays the author's words."""

CALENDAR: Final = vocabulary("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec
    """)
