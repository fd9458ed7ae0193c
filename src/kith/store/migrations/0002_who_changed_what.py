"""Who made a change stays as it was written: a context of the history may be written again, never otherwise."""

from django.db import migrations

KEPT = """
CREATE FUNCTION kith_context_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.metadata <> OLD.metadata OR NEW.created_at <> OLD.created_at THEN
        RAISE EXCEPTION 'Who made a change is never changed or removed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kith_context_is_kept BEFORE UPDATE OR DELETE ON pghistory_context
FOR EACH ROW EXECUTE FUNCTION kith_context_is_kept();
"""
UNDONE = "DROP TRIGGER kith_context_is_kept ON pghistory_context; DROP FUNCTION kith_context_is_kept();"


class Migration(migrations.Migration):
    dependencies = [("store", "0001_extensions"), ("pghistory", "0007_auto_20250421_0444")]
    operations = [migrations.RunSQL(KEPT, UNDONE)]
