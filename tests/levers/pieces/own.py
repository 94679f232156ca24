"""Two of each kind of rule that a scenario can bring: one decides by its number, one is idle."""

from arrears.extend import Strike, register_action, register_behaviour, register_shock


class Coin:
    """Whoever draws less than the number is willing."""

    name = "coin"

    def is_willing(self, facts, luck, numbers):
        return luck < numbers["share"]


class Usual:
    """Willing as the household that it replaces."""

    name = "usual"

    def is_willing(self, facts, luck, numbers):
        return facts.usual


class Plea:
    """Some pay at once."""

    name = "plea"

    def happen(self, attempt, numbers):
        if attempt.chance("pays") < numbers["share"]:
            attempt.pay_now()


class Idle:
    """Nothing happens."""

    name = "idle"

    def happen(self, attempt, numbers):
        """Do nothing."""


class Floods:
    """In the middle of every month a share of those who are there is hit."""

    name = "floods"

    def strikes(self, everybody, luck, numbers):
        for place, start in enumerate(everybody.month_starts[:-1]):
            for borrower in range(len(everybody.segments)):
                month = everybody.first_month + place
                is_hit = luck(borrower, month, "hit") < numbers["hit_share"]
                if is_hit and everybody.arrives[borrower] <= start + 14:
                    yield Strike(borrower, int(start) + 14, everybody.mean_days)


class Droughts(Floods):
    """The same, to everybody."""

    name = "droughts"

    def strikes(self, everybody, luck, numbers):
        return super().strikes(everybody, luck, {"hit_share": 1})


for behaviour in (Coin(), Usual()):
    register_behaviour(behaviour)
for action in (Plea(), Idle()):
    register_action(action)
for shock in (Floods(), Droughts()):
    register_shock(shock)
