"""HTML input of the package. What is wrong is said by the services; forms only read."""

from motcua.plans.forms.papers import AcceptForm, ImportForm, ManyFiles, ManyUploads, NumberForm, ReasonForm

__all__ = ["AcceptForm", "ImportForm", "ManyFiles", "ManyUploads", "NumberForm", "ReasonForm"]
