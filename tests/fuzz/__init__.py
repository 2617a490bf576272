"""Synthetic exports of every survey platform, and what happens when they are damaged."""
