"""Gathers one child's, or everyone's, dated facts."""
