"""The triggers that keep what stood before and refuse changes: the database's are as the models declare them now."""

import pgtrigger
from django.db import connection, transaction

# The trigger library lets any session name triggers that are to be ignored, and makes this function anew with each
# of its triggers. Here no trigger is ever ignored: not the ones that keep what stood before, nor the append-only ones.
NEVER_IGNORED = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT false $$
"""


@transaction.atomic
def build() -> None:
    """Make every declared trigger anew and remove those no longer declared. Only the owner of the tables may."""
    pgtrigger.install()
    with connection.cursor() as cursor:
        cursor.execute(NEVER_IGNORED)
