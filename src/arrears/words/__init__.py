"""The words of reports and figures, in English and Chinese.

English texts are the keys: whoever draws or writes passes English, and what comes out is in the
reader's language::

    words = Words("zh")
    words("Share of amounts overdue")                # a text of the catalogue
    words("n = {n} replications", n=20)              # places are filled after translation
    words.name("out_of_reach")                       # a cause, source, bucket, outcome, segment
    words.listed(["a", "b"])                         # "a, b", with the language's own comma

A plot function takes ``words: Words = ENGLISH`` and passes every text it writes through it.
Policies, account numbers and everything else a user named stay as they are: ``name`` returns a
user's own identifiers unchanged, ``maybe`` a user's own sentences.

Chinese stands in ``zh/*.json`` beside this file, one file per part of the report, each an object
from English to Chinese; a text that two parts share stands in one of them. A text that is missing
there stays English with an `UntranslatedText` warning, which is an error in tests. A place such as
``{n}`` must occur in both.
"""

from arrears.words.words import ENGLISH, LANGUAGES, UntranslatedText, Words, catalogue

__all__ = ["ENGLISH", "LANGUAGES", "UntranslatedText", "Words", "catalogue"]
