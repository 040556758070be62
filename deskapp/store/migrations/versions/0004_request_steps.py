"""What was done about a request, and the parties and the result of a mediation."""

from alembic import op
from sqlalchemy import Column, String

from deskapp.store.schema import create_record_table

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("request", Column("parties", String))
    op.add_column("request", Column("result", String))
    create_record_table(
        "request_step",
        Column("request", String, nullable=False, index=True),
        Column("step", String, nullable=False),
        Column("said_on", String, nullable=False),
        *(Column(name, String) for name in ("who", "was", "became", "words")),
    )
