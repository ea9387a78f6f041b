"""The import contract that import-linter has no type for: across packages only the public rooms are entered."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PublicFaceContract(Contract):
    """`open` packages may be entered anywhere, others only by `rooms` and the named `subpackages`; `exempt` ones may see all."""

    type_name = "public_face"

    open = fields.SetField(subfield=fields.StringField())
    rooms = fields.SetField(subfield=fields.StringField())
    subpackages = fields.SetField(subfield=fields.StringField())
    exempt = fields.SetField(subfield=fields.StringField())
    broken_contract_guidance = fields.StringField(required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        breaches = sorted(
            (importer, imported)
            for importer in graph.modules
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._is_breach(importer, imported)
        )
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} may not enter {imported}")
        output.print_error(str(self.broken_contract_guidance or ""))

    def _is_breach(self, importer: str, imported: str) -> bool:
        source, target = importer.split("."), imported.split(".")
        if len(source) < 2 or len(target) < 2 or target[0] != "motcua" or source[1] == target[1]:
            return False
        if source[1] in self.exempt or target[1] in self.open or source[1] == "__main__":
            return False
        inside = target[2] if len(target) > 2 else ""
        return inside not in self.rooms and f"{target[1]}.{inside}" not in self.subpackages
