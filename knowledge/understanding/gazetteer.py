"""Names by which countries, blocs and bodies are called, with their capitals, governments and leaders.

One line an entity: its name as a topic, then a colon and its aliases. An alias in capitals only counts in
capitals (`US` is a country, `us` is not). The order of lines is the order of names in a topic: the line of
`russia` stands before that of `china`, so the topic is `russia-china` whichever way it was typed.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_LINES: Final = """
us: US, USA, U.S., U.S.A., United States, United States of America, America, American, Americans, Washington, \
White House, Pentagon, State Department, US Congress, Capitol Hill, Trump, Donald Trump, Biden, Joe Biden, Obama
eu: EU, E.U., European Union, Europe, European, Europeans, Brussels, European Commission, von der Leyen, Eurozone
nato: NATO, North Atlantic Treaty Organization, North Atlantic alliance, Stoltenberg, Mark Rutte
uk: UK, U.K., United Kingdom, Britain, Great Britain, British, Britons, England, London, Downing Street, \
Westminster, Whitehall, Starmer, Rishi Sunak, Boris Johnson
russia: Russia, Russian, Russians, Russian Federation, Moscow, Kremlin, Putin, Vladimir Putin, Lavrov, Medvedev, \
Soviet Union, USSR, Soviet, Soviets
ukraine: Ukraine, Ukrainian, Ukrainians, Kyiv, Kiev, Zelensky, Zelenskyy, Zelenskiy, Donbas, Crimea
israel: Israel, Israeli, Israelis, Jerusalem, Tel Aviv, Netanyahu, Knesset
palestine: Palestine, Palestinian, Palestinians, Gaza, West Bank, Ramallah, Hamas, Palestinian Authority
iran: Iran, Iranian, Iranians, Tehran, Teheran, Khamenei, Persia, Ayatollah, Pezeshkian
india: India, Indian, Indians, New Delhi, Delhi, Modi, Narendra Modi
pakistan: Pakistan, Pakistani, Pakistanis, Islamabad, Imran Khan
china: China, Chinese, Beijing, Peking, PRC, People's Republic of China, Xi Jinping, President Xi, Zhongnanhai, Sino
taiwan: Taiwan, Taiwanese, Taipei, Republic of China
hong-kong: Hong Kong, Hongkong
japan: Japan, Japanese, Tokyo, Shinzo Abe, Kishida, Ishiba
south-korea: South Korea, South Korean, South Koreans, Seoul, ROK
north-korea: North Korea, North Korean, North Koreans, Pyongyang, DPRK, Kim Jong Un, Kim Jong-un
australia: Australia, Australian, Australians, Canberra, Albanese
new-zealand: New Zealand, New Zealander, New Zealanders, Wellington, Aotearoa
canada: Canada, Canadian, Canadians, Ottawa, Trudeau, Mark Carney
mexico: Mexico, Mexican, Mexicans, Mexico City, Sheinbaum
germany: Germany, German, Germans, Berlin, Bundestag, Merkel, Scholz, Merz, Bundeswehr
france: France, French, Paris, Elysee, Élysée, Macron, Le Pen
italy: Italy, Italian, Italians, Rome, Meloni
spain: Spain, Spanish, Madrid, Pedro Sanchez, Spaniards
portugal: Portugal, Portuguese, Lisbon
poland: Poland, Polish, Warsaw, Poles, Donald Tusk
hungary: Hungary, Hungarian, Hungarians, Budapest, Orban, Orbán
netherlands: Netherlands, Dutch, The Hague, Amsterdam
belgium: Belgium, Belgian, Belgians
sweden: Sweden, Swedish, Swedes, Stockholm
norway: Norway, Norwegian, Norwegians, Oslo
finland: Finland, Finnish, Finns, Helsinki
denmark: Denmark, Danish, Danes, Copenhagen
greenland: Greenland, Greenlandic, Greenlanders, Nuuk
switzerland: Switzerland, Swiss, Bern
austria: Austria, Austrian, Austrians, Vienna
greece: Greece, Greek, Greeks, Athens
turkey: Turkey, Türkiye, Turkish, Turks, Ankara, Erdogan, Erdoğan, Istanbul
romania: Romania, Romanian, Romanians, Bucharest
bulgaria: Bulgaria, Bulgarian, Bulgarians, Sofia
serbia: Serbia, Serbian, Serbs, Belgrade, Vucic
kosovo: Kosovo, Pristina
belarus: Belarus, Belarusian, Belarusians, Minsk, Lukashenko
moldova: Moldova, Moldovan, Moldovans, Chisinau
georgia: Tbilisi, Georgian Dream
armenia: Armenia, Armenian, Armenians, Yerevan
azerbaijan: Azerbaijan, Azerbaijani, Azerbaijanis, Baku, Aliyev
kazakhstan: Kazakhstan, Kazakh, Kazakhs, Astana
baltics: Baltic states, Baltics, Estonia, Estonian, Tallinn, Latvia, Latvian, Riga, Lithuania, Lithuanian, Vilnius
saudi-arabia: Saudi Arabia, Saudi, Saudis, Riyadh, Mohammed bin Salman
uae: UAE, United Arab Emirates, Emirati, Abu Dhabi, Dubai
qatar: Qatar, Qatari, Doha
syria: Syria, Syrian, Syrians, Damascus, Assad
iraq: Iraq, Iraqi, Iraqis, Baghdad
lebanon: Lebanon, Lebanese, Beirut, Hezbollah
jordan: Amman, Jordanian, Jordanians
yemen: Yemen, Yemeni, Sanaa, Houthi, Houthis
afghanistan: Afghanistan, Afghan, Afghans, Kabul, Taliban
egypt: Egypt, Egyptian, Egyptians, Cairo, el-Sisi
libya: Libya, Libyan, Libyans, Tripoli
sudan: Sudan, Sudanese, Khartoum
ethiopia: Ethiopia, Ethiopian, Ethiopians, Addis Ababa
kenya: Kenya, Kenyan, Kenyans, Nairobi
nigeria: Nigeria, Nigerian, Nigerians, Abuja, Lagos
south-africa: South Africa, South African, South Africans, Pretoria, Ramaphosa
rwanda: Rwanda, Rwandan, Rwandans, Kigali, Kagame
congo: Congo, Congolese, Kinshasa, DRC
brazil: Brazil, Brazilian, Brazilians, Brasilia, Brasília, Lula, Bolsonaro
argentina: Argentina, Argentine, Argentinian, Argentines, Buenos Aires, Milei
venezuela: Venezuela, Venezuelan, Venezuelans, Caracas, Maduro
colombia: Colombia, Colombian, Colombians, Bogota, Bogotá
chile: Chile, Chilean, Chileans
cuba: Cuba, Cuban, Cubans, Havana
indonesia: Indonesia, Indonesian, Indonesians, Jakarta, Prabowo
vietnam: Vietnam, Vietnamese, Hanoi
philippines: Philippines, Philippine, Filipino, Filipinos, Manila, Marcos
thailand: Thailand, Thai, Thais, Bangkok
malaysia: Malaysia, Malaysian, Malaysians, Kuala Lumpur
singapore: Singapore, Singaporean, Singaporeans
myanmar: Myanmar, Burma, Burmese, Naypyidaw
bangladesh: Bangladesh, Bangladeshi, Bangladeshis, Dhaka
asean: ASEAN
un: UN, U.N., United Nations, Security Council, Guterres
brics: BRICS, BRICS+
opec: OPEC, OPEC+
wto: WTO, World Trade Organization
imf: IMF, International Monetary Fund
world-bank: World Bank
who: World Health Organization
"""

FOLLOWED_BY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "Brussels": frozenset({"sprout", "sprouts"}),
        "French": frozenset({"fries"}),
        "Paris": frozenset({"hilton"}),
        "Polish": frozenset(
            {"your", "my", "our", "his", "her", "their", "the", "a", "it", "them", "up", "off"}
        ),
        "Washington": frozenset({"irving", "post"}),
        "Wellington": frozenset({"boot", "boots"}),
    }
)
"""Words after an alias with which it means something else: `Wellington boots`, `Polish your shoes`."""

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sino": "china",
        "russo": "russia",
        "anglo": "uk",
        "franco": "france",
        "indo": "india",
        "germano": "germany",
        "american": "us",
        "euro": "eu",
        "us": "us",
        "eu": "eu",
    }
)
"""First halves of a compound: `Sino-Russian`, `Franco-German`."""

SECOND_HALVES_THAT_ARE_PLACES: Final = frozenset({"pacific", "european", "saxon", "saxons", "atlantic"})
"""`Indo-Pacific` is not about India, `Indo-European` and `Anglo-Saxon` are not about a country."""


def _read(lines: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for line in lines.strip().splitlines():
        name, aliases = line.split(":", 1)
        found[name] = tuple(alias.strip() for alias in aliases.split(","))
    return found


ENTITIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(_read(_LINES))
"""Aliases of each entity, by its name, in the order in which a topic names entities."""

ORDER: Final[Mapping[str, int]] = MappingProxyType({name: i for i, name in enumerate(ENTITIES)})

ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {alias: name for name, aliases in ENTITIES.items() for alias in aliases}
)
"""The entity of each alias, as it is written in a text."""

TYPED: Final[Mapping[str, str]] = MappingProxyType(
    {alias.lower().replace(".", ""): name for name, aliases in ENTITIES.items() for alias in (*aliases, name)}
)
"""The entity of each alias as people type it: small letters, no dots."""
