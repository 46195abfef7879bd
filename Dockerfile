# Berth as a container: built with the Swift tool chain, run on a bare Debian as a user without rights.
# The database is elsewhere: DATABASE_URL names it. docker-compose.yml shows the whole.

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpq-dev zlib1g-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
# The manifest by itself first: the packages are fetched again only when it changes.
COPY Package.swift ./
RUN swift package resolve
COPY Sources Sources
# The manifest names the test targets, so their folders have to be there.
COPY Tests Tests
RUN swift build --configuration release --product berth --static-swift-stdlib \
    && install -D --strip "$(swift build --configuration release --show-bin-path)/berth" /out/berth

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libpq5 libstdc++6 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin berth
COPY --from=build /out/berth /usr/local/bin/berth
# Berth reads the migrations and the reference data from the folder in which it is started.
WORKDIR /srv/berth
COPY Schema Schema
COPY seeds seeds
USER 10001:10001
ENTRYPOINT ["berth"]
CMD ["--help"]
