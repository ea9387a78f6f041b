"""Every list of the product: what it shows is declared once, and search, filters, sort, pages, count and export follow from it.

TASKS = ListSpec(
    key="tasks",
    title=_("Nhiệm vụ"),
    columns=(
        Column(key="code", label=_("Mã"), link=lambda t: t.get_absolute_url(), sort=("code",)),
        Column(key="due", label=_("Hạn"), kind="date", sort=("due_on",), value=lambda t: t.due_on),
    ),
    filters=(ChoiceFilter(key="state", label=_("Trạng thái"), options=STATES, apply="state"),),
    search=search_tasks,
    default_sort="due",
    empty=Empty(title=_("Chưa có nhiệm vụ nào"), text=_("Nhiệm vụ đến từ kế hoạch đã nhận.")),
)

def task_list(request):
    return respond(request, TASKS, tasks_for(request.user))
"""

from motcua.ui.lists.exports import as_csv, as_xlsx
from motcua.ui.lists.filters import ChoiceFilter, DateFilter, Filter, Option
from motcua.ui.lists.page import ListPage, asked, build, respond
from motcua.ui.lists.spec import Column, Empty, ListSpec
from motcua.ui.lists.state import along, go_on, return_to, taken_along
from motcua.ui.lists.states import state_column, state_filter

__all__ = [
    "ChoiceFilter",
    "Column",
    "DateFilter",
    "Empty",
    "Filter",
    "ListPage",
    "ListSpec",
    "Option",
    "along",
    "as_csv",
    "as_xlsx",
    "asked",
    "build",
    "go_on",
    "respond",
    "return_to",
    "state_column",
    "state_filter",
    "taken_along",
]
