"""The database's triggers are those that the models declare, and are made good at the next start."""

from django.db import connection
from pgtrigger import registry

from kith.store import triggers

HAS = "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%' AND NOT tgisinternal"


def there() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(HAS)
        return {(table, name) for table, name, enabled in cursor.fetchall() if enabled == "O"}


def declared() -> set[tuple[str, str]]:
    return {(model._meta.db_table, trigger.get_pgid(model)) for model, trigger in registry.registered()}


def test_a_migrated_database_has_every_trigger_the_models_declare(db):
    assert len(declared()) > 150
    assert there() == declared()


def test_a_trigger_that_was_lost_comes_back_and_one_no_longer_declared_goes(owned):
    table, name = min(declared())
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name} ON {table}")
        cursor.execute(
            f"CREATE TRIGGER pgtrigger_left_over BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    triggers.build()
    assert there() == declared()
