from django.db import migrations, models


class Migration(migrations.Migration):
    """The census has a table with a longer name than any of SSDA903."""

    dependencies = [("returns", "0004_rows_not_taken")]

    operations = [
        migrations.AlterField(
            model_name="returnissue", name="table", field=models.CharField(max_length=30)
        )
    ]
