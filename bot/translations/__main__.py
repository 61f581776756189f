"""`python -m bot.translations [CODE]`: bring the catalogues up to date, or begin one for another language."""

import sys

from babel import Locale, UnknownLocaleError

from bot.languages import SOURCE, languages
from bot.translations.collecting import untranslated, updated, write


def main(codes: list[str]) -> int:
    """Update the catalogues and say what is still to be translated; the exit code says whether something is."""
    try:
        known = [Locale.parse(code).language for code in codes]
    except (UnknownLocaleError, ValueError) as error:
        sys.stderr.write(f"{error}; give the code of a language, such as it.\n")
        return 2
    left = 0
    for language in known or languages():
        if language == SOURCE:
            continue
        catalogue = updated(language)
        write(catalogue, language)
        missing = untranslated(catalogue)
        left += len(missing)
        sys.stdout.write(f"{language}.po: {len(catalogue)} texts, {len(missing)} to translate\n")
        sys.stdout.writelines(f"  {text}\n" for text in missing)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
