"""A child is one of those helped from a day on; until now each was from the first day of the help."""

import datetime
import django.contrib.postgres.constraints
import kith.store.dated
from django.db import migrations, models

# The history's own trigger still is that of the columns before, and nothing is corrected here: a day is said that was meant.
SINCE = """
ALTER TABLE familyhelp_familyhelpchild DISABLE TRIGGER USER;
ALTER TABLE familyhelp_familyhelpchildbefore DISABLE TRIGGER USER;
UPDATE familyhelp_familyhelpchild row SET start_on = help.start_on
    FROM familyhelp_familyhelp help WHERE help.id = row.help_id;
UPDATE familyhelp_familyhelpchildbefore row SET start_on = help.start_on
    FROM familyhelp_familyhelp help WHERE help.id = row.help_id;
ALTER TABLE familyhelp_familyhelpchild ENABLE TRIGGER USER;
ALTER TABLE familyhelp_familyhelpchildbefore ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('familyhelp', '0001_initial'),
        ('frontdoor', '0003_found_by_day'),
        ('people', '0004_opened_lately'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='familyhelpchild',
            name='familyhelp_child_once',
        ),
        migrations.AddField(
            model_name='familyhelpchild',
            name='because',
            field=models.TextField(blank=True, verbose_name='why it is not for them any more'),
        ),
        migrations.AddField(
            model_name='familyhelpchild',
            name='end_on',
            field=models.DateField(blank=True, null=True, verbose_name='ends on'),
        ),
        migrations.AddField(
            model_name='familyhelpchild',
            name='start_on',
            field=models.DateField(default=datetime.date(1900, 1, 1), verbose_name='starts on'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='familyhelpchildbefore',
            name='because',
            field=models.TextField(blank=True, verbose_name='why it is not for them any more'),
        ),
        migrations.AddField(
            model_name='familyhelpchildbefore',
            name='end_on',
            field=models.DateField(blank=True, null=True, verbose_name='ends on'),
        ),
        migrations.AddField(
            model_name='familyhelpchildbefore',
            name='start_on',
            field=models.DateField(default=datetime.date(1900, 1, 1), verbose_name='starts on'),
            preserve_default=False,
        ),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='familyhelpchild',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on__gte', models.F('start_on')), _connector='OR'), name='familyhelp_familyhelpchild_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='familyhelpchild',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('help', '='), ('child', '='), (kith.store.dated.Dates(), '&&')], name='familyhelp_child_once_at_a_time'),
        ),
    ]
