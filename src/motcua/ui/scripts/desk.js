import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { FileUpload } from "govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { autosave } from "./autosave.js";
import "./card.js";
import { foldNavigation } from "./keys.js";
import { tables, tabs } from "./lists.js";
import { unhide } from "./parts.js";
import { review } from "./review.js";
import { start } from "./start.js";
import { upload } from "./upload.js";
import { when } from "./when.js";

start([Button, Checkboxes, ErrorSummary, FileUpload, PasswordInput, Radios, SkipLink], [unhide, foldNavigation, autosave, upload, tables, tabs, review, when]);
