"""Launchers for one machine: `make demo`, `make up`, `make down`. Not part of the installed package."""
