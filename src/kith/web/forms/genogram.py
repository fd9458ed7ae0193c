"""Which day a genogram is to show."""

import datetime
from typing import cast

from kith.web.forms.fields import DateField
from kith.web.forms.plain import Form


class GenogramForm(Form):
    """The day; today unless another is given."""

    mark_optional = False

    on = DateField(label="As it was on", called="the day", required=False)

    def __init__(self, *args, as_of: datetime.date, **options):
        super().__init__(*args, **options)
        cast(DateField, self.fields["on"]).today = as_of
