# One worker. Not built or run by the project's own tests: no container engine was at hand where they run.
#   docker build -t khabar . && docker run --env-file .env -v khabar:/data --read-only --tmpfs /tmp khabar
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.lock /tmp/requirements.lock
RUN /venv/bin/pip install --require-hashes --only-binary=:all: -r /tmp/requirements.lock

FROM python:3.12-slim-bookworm
# pg_dump and pg_restore for `db backup`, where DATABASE_URL is PostgreSQL, are not in here: use your provider's backups.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin khabar \
    && mkdir /data && chown khabar:khabar /data
COPY --from=build /venv /venv
WORKDIR /app
COPY --chown=root:root bot bot
COPY --chown=root:root config config
COPY --chown=root:root watchlists watchlists
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data LOG_FORMAT=json PORT=8080 MPLCONFIGDIR=/tmp
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
