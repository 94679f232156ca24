"""What a debt does, as plain arithmetic: no state, no clock, no chance.

Import from the modules: `schedule` and `relief_schedule` say what falls due, `allocation` what a
payment settles, `interest` what time costs, `delinquency` how late an account is, and `ledger`
keeps its books. The enumerations have modules of their own, so that reading a scenario need not
load the compiler.
"""
