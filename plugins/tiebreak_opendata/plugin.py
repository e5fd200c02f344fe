"""What this package adds to TIE Break: four sources of public data, and the four fetchers that ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from tiebreak import Fetcher, Source, hookimpl
from tiebreak_opendata.balances import BalancesSource
from tiebreak_opendata.contracts_source import ContractsSource
from tiebreak_opendata.fetch_balances import BalancesFetcher
from tiebreak_opendata.fetch_contracts import ContractsFetcher
from tiebreak_opendata.fetch_mail import MailFetcher
from tiebreak_opendata.fetch_sill import SillFetcher
from tiebreak_opendata.mail_survey import MailSurveySource
from tiebreak_opendata.mail_traces import MailTracesSource


@hookimpl
def tiebreak_sources() -> Sequence[Source]:
    """Public contracts, balances and traces of mail."""
    return [BalancesSource(), ContractsSource(), MailSurveySource(), MailTracesSource()]


@hookimpl
def tiebreak_fetchers() -> Sequence[Fetcher]:
    """Asked when the user wants one, by its name."""
    return [BalancesFetcher(), ContractsFetcher(), MailFetcher(), SillFetcher()]
